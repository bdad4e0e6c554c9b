-- Open deals that belong to no account.
SELECT d.id, d.owner, d.account, d.amount, d.close_day, d.file_number, d.row_number
FROM deals AS d
WHERE d.state = 'open' AND d.account IS NULL
