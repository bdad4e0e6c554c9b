-- Each deal once for everybody who gets credit for it: its owner, or those among whom it is split.
SELECT d.*, p.person, COALESCE(x.share, CAST(1 AS DECIMAL(18,6))) AS share
FROM deals AS d
CROSS JOIN review_day AS t
LEFT JOIN shares AS x ON x.opportunity = d.id
LEFT JOIN people AS p
  ON p.crm = COALESCE(x.user_id, d.owner)
  AND (CASE WHEN d.state = 'open' OR d.close_day IS NULL THEN t.as_of ELSE d.close_day END)
    BETWEEN p.first_day AND p.last_day
