-- Open deals, and those won in the year, whose owner is in no plan.
SELECT d.id, d.owner, d.account, d.amount, d.close_day, d.file_number, d.row_number
FROM deals AS d
CROSS JOIN review_day AS t
LEFT JOIN (SELECT DISTINCT crm FROM people) AS p ON p.crm = d.owner
WHERE d.owner IS NOT NULL AND p.crm IS NULL AND d.route = 'sellers'
  AND (d.state = 'open' OR (d.state = 'won' AND d.close_day BETWEEN t.begins AND t.as_of))
