-- Open deals whose close date is over.
SELECT d.id, d.owner, d.account, d.amount, d.close_day, d.file_number, d.row_number
FROM deals AS d
CROSS JOIN review_day AS t
WHERE d.state = 'open' AND d.close_day < t.as_of
