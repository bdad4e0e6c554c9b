-- Deals that are closed on a day that is still to come.
SELECT d.id, d.owner, d.account, d.amount, d.close_day, d.file_number, d.row_number
FROM deals AS d
CROSS JOIN review_day AS t
WHERE d.state IN ('won', 'lost') AND d.close_day > t.as_of AND t.as_of >= t.snapshot
