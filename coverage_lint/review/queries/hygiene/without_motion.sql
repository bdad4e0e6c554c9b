-- Deals, open or won in the year, whose word for the kind of business means no motion of the plan.
SELECT d.id, d.owner, d.account, d.amount, d.close_day, d.file_number, d.row_number
FROM deals AS d
CROSS JOIN review_day AS t
WHERE d.motion IS NULL AND (d.state = 'open' OR (d.state = 'won' AND d.close_day BETWEEN t.begins AND t.as_of))
