-- Deals won in the year without an amount.
SELECT d.id, d.owner, d.account, d.amount, d.close_day, d.file_number, d.row_number
FROM deals AS d
CROSS JOIN review_day AS t
WHERE d.state = 'won' AND d.close_day BETWEEN t.begins AND t.as_of
  AND d.stated_amount IS NULL
