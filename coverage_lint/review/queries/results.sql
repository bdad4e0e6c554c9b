-- The same for the plan as a whole: a deal counts once, whoever shares the credit.
SELECT
  d.motion, d.route, d.state,
  CAST(EXTRACT(YEAR FROM d.close_day) AS INT) * 12 + CAST(EXTRACT(MONTH FROM d.close_day) AS INT) - 1 AS in_month,
  CASE WHEN d.state = 'open' THEN d.stage_id END AS stage_id,
  CASE WHEN d.close_day <= t.as_of THEN 1 ELSE 0 END AS is_past,
  COUNT(*) AS deals,
  CAST(SUM(CAST(d.amount AS DECIMAL(18,2))) AS DECIMAL(38,2)) AS amount
FROM deals AS d
CROSS JOIN review_day AS t
WHERE d.state = 'open' OR (d.state = 'won' AND d.close_day BETWEEN t.begins AND t.ends)
GROUP BY
  d.motion, d.route, d.state,
  CAST(EXTRACT(YEAR FROM d.close_day) AS INT) * 12 + CAST(EXTRACT(MONTH FROM d.close_day) AS INT) - 1,
  CASE WHEN d.state = 'open' THEN d.stage_id END,
  CASE WHEN d.close_day <= t.as_of THEN 1 ELSE 0 END
