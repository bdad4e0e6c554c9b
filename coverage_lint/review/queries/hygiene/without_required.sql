-- Open deals that lack a field which the plan requires.
SELECT d.id, d.owner, d.account, d.amount, d.close_day, d.file_number, d.row_number
FROM deals AS d
CROSS JOIN required AS r
WHERE d.state = 'open' AND (
  d.lacks_other
  OR (r.amount AND d.stated_amount IS NULL) OR (r.stage AND d.stage IS NULL) OR (r.close_date AND d.close_day IS NULL)
  OR (r.owner AND d.owner IS NULL) OR (r.next_step AND d.next_step IS NULL) OR (r.account AND d.account IS NULL)
)
