-- Accounts by owner, segment and territory; one below another is counted with that.
SELECT
  p.person, a.segment, a.territory,
  COUNT(*) AS accounts,
  COUNT(CASE WHEN above.id IS NULL THEN 1 END) AS roots
FROM accounts AS a
CROSS JOIN review_day AS t
LEFT JOIN people AS p ON p.crm = a.owner AND t.as_of BETWEEN p.first_day AND p.last_day
LEFT JOIN (SELECT DISTINCT id FROM accounts) AS above ON above.id = a.parent AND a.parent <> a.id
GROUP BY p.person, a.segment, a.territory
