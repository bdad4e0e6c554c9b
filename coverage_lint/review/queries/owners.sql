-- Everybody who owns something, and whether the plan knows who it is.
SELECT
  o.owner, MAX(CASE WHEN p.crm IS NULL THEN 0 ELSE 1 END) AS is_known,
  SUM(o.open_deals) AS open_deals, CAST(SUM(o.amount) AS DECIMAL(38,2)) AS amount, SUM(o.accounts) AS accounts
FROM (
  SELECT
    d.owner, COUNT(CASE WHEN d.state = 'open' THEN 1 END) AS open_deals,
    CAST(SUM(CAST(CASE WHEN d.state = 'open' THEN d.amount END AS DECIMAL(18,2))) AS DECIMAL(38,2)) AS amount,
    0 AS accounts
  FROM deals AS d
  CROSS JOIN review_day AS t
  WHERE d.owner IS NOT NULL AND (d.state = 'open' OR d.close_day BETWEEN t.begins AND t.ends)
  GROUP BY d.owner
  UNION ALL
  SELECT a.owner, 0 AS open_deals, CAST(0 AS DECIMAL(38,2)) AS amount, COUNT(*) AS accounts
  FROM accounts AS a
  WHERE a.owner IS NOT NULL
  GROUP BY a.owner
) AS o
LEFT JOIN (SELECT DISTINCT crm FROM people) AS p ON p.crm = o.owner
GROUP BY o.owner
