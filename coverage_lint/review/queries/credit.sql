-- What is won in the fiscal year and what is open, by person, motion, month, state and stage.
SELECT
  c.person, c.motion, c.route, c.state,
  CAST(EXTRACT(YEAR FROM c.close_day) AS INT) * 12 + CAST(EXTRACT(MONTH FROM c.close_day) AS INT) - 1 AS in_month,
  CASE WHEN c.state = 'open' THEN c.stage_id END AS stage_id,
  CASE WHEN c.close_day <= t.as_of THEN 1 ELSE 0 END AS is_past,
  c.share,
  COUNT(*) AS deals,
  CAST(SUM(CAST(c.amount AS DECIMAL(18,2))) AS DECIMAL(38,2)) AS amount
FROM credited AS c
CROSS JOIN review_day AS t
WHERE c.state = 'open' OR (c.state = 'won' AND c.close_day BETWEEN t.begins AND t.ends)
GROUP BY
  c.person, c.motion, c.route, c.state,
  CAST(EXTRACT(YEAR FROM c.close_day) AS INT) * 12 + CAST(EXTRACT(MONTH FROM c.close_day) AS INT) - 1,
  CASE WHEN c.state = 'open' THEN c.stage_id END,
  CASE WHEN c.close_day <= t.as_of THEN 1 ELSE 0 END,
  c.share
