-- What is won in the year and open, by the segment of the account and the person.
SELECT
  a.segment, w.person, w.state,
  COUNT(*) AS deals,
  CAST(SUM(CAST(w.amount AS DECIMAL(18,2))) AS DECIMAL(38,2)) AS amount
FROM owned AS w
CROSS JOIN review_day AS t
LEFT JOIN accounts AS a ON a.id = w.account
WHERE w.state = 'open' OR (w.state = 'won' AND w.close_day BETWEEN t.begins AND t.as_of)
GROUP BY a.segment, w.person, w.state
