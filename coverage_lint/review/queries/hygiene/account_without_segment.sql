-- Accounts of no segment of the plan.
SELECT a.id, a.owner, a.id AS account, CAST(NULL AS DECIMAL(18,2)) AS amount, CAST(NULL AS DATE) AS close_day,
  a.file_number, a.row_number
FROM accounts AS a
WHERE a.segment IS NULL
