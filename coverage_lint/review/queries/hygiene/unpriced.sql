-- Deals in a currency without a rate: they are in no sum.
SELECT d.id, d.owner, d.account, d.stated_amount AS amount, d.close_day, d.file_number, d.row_number
FROM deals AS d
WHERE d.unpriced = 1
