-- Deals that were closed in the window, by who owned them.
SELECT
  w.person, w.motion, w.state,
  COUNT(*) AS deals,
  CAST(SUM(CAST(w.amount AS DECIMAL(18,2))) AS DECIMAL(38,2)) AS amount,
  COUNT(w.amount) AS with_amount
FROM owned AS w
CROSS JOIN review_day AS t
WHERE w.state IN ('won', 'lost') AND w.route = 'sellers' AND w.close_day BETWEEN t.window_begins AND t.as_of
GROUP BY w.person, w.motion, w.state
