-- Deals in a currency without a rate: they are in no sum, so their amounts are not added here either.
SELECT d.id, d.owner, d.account, CAST(NULL AS DECIMAL(18,2)) AS amount, d.close_day, d.file_number, d.row_number
FROM deals AS d
WHERE d.unpriced = 1
