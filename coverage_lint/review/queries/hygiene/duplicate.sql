-- Deals that are like an earlier one: the same account, amount and close date.
SELECT d.id, d.owner, d.account, d.amount, d.close_day, d.file_number, d.row_number
FROM deals AS d
JOIN (
  SELECT account, amount, close_day, MIN(file_number * 1000000000000 + row_number) AS first_row
  FROM deals
  WHERE account IS NOT NULL AND amount IS NOT NULL AND close_day IS NOT NULL
  GROUP BY account, amount, close_day
  HAVING COUNT(*) > 1
) AS x ON x.account = d.account AND x.amount = d.amount AND x.close_day = d.close_day
WHERE d.file_number * 1000000000000 + d.row_number > x.first_row
