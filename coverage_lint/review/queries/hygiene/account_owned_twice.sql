-- Accounts with two owners: rows with one id and another owner.
SELECT a.id, a.owner, a.id AS account, CAST(NULL AS DECIMAL(18,2)) AS amount, CAST(NULL AS DATE) AS close_day,
  a.file_number, a.row_number
FROM account_doubles AS a
JOIN accounts AS k ON k.id = a.id AND k.owner <> a.owner
