-- Deals without a close date: they are in no month, won or open.
SELECT d.id, d.owner, d.account, d.amount, d.close_day, d.file_number, d.row_number
FROM deals AS d
WHERE d.close_day IS NULL
