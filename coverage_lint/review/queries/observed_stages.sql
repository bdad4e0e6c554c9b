-- Of deals that came to a stage and are closed in the window: how many of them, and how much, were won.
SELECT
  h.stage_id,
  COUNT(*) AS deals, COUNT(CASE WHEN d.state = 'won' THEN 1 END) AS won,
  CAST(SUM(CAST(d.amount AS DECIMAL(18,2))) AS DECIMAL(38,2)) AS amount,
  CAST(SUM(CAST(CASE WHEN d.state = 'won' THEN d.amount END AS DECIMAL(18,2))) AS DECIMAL(38,2)) AS won_amount
FROM (
  SELECT DISTINCT x.opportunity, s.stage AS stage_id
  FROM typed_stage_history AS x
  JOIN stage_words AS s ON s.word = LOWER(x.stage)
) AS h
JOIN deals AS d ON d.id = h.opportunity
CROSS JOIN review_day AS t
WHERE d.state IN ('won', 'lost') AND d.route = 'sellers' AND d.close_day BETWEEN t.window_begins AND t.as_of
GROUP BY h.stage_id
