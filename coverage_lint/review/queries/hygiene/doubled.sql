-- Rows whose id another row has, which counts in their place.
SELECT d.id, d.owner, d.account, d.amount, d.close_date AS close_day, d.file_number, d.row_number
FROM doubles AS d
