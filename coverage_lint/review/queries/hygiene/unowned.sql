-- Open deals that nobody owns.
SELECT d.id, d.owner, d.account, d.amount, d.close_day, d.file_number, d.row_number
FROM deals AS d
WHERE d.state = 'open' AND d.owner IS NULL
