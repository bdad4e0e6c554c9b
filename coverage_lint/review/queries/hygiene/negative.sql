-- Deals with an amount below 0.
SELECT d.id, d.owner, d.account, d.amount, d.close_day, d.file_number, d.row_number
FROM deals AS d
CROSS JOIN review_day AS t
WHERE d.stated_amount < 0 AND (d.state = 'open' OR (d.state = 'won' AND d.close_day BETWEEN t.begins AND t.as_of))
