-- Open deals that are older than any deal took that was ever won.
SELECT d.id, d.owner, d.account, d.amount, d.close_day, d.file_number, d.row_number
FROM deals AS d
CROSS JOIN review_day AS t
WHERE d.state = 'open' AND DATE_DIFF('day', d.created, t.as_of) > (
  SELECT MAX(DATE_DIFF('day', x.created, x.close_day))
  FROM deals AS x
  CROSS JOIN review_day AS y
  WHERE x.state = 'won' AND x.close_day >= x.created AND x.close_day <= y.as_of
)
