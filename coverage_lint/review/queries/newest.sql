-- The newest day on which anything was created or modified: the data is a snapshot of that day.
SELECT MAX(d) AS newest
FROM (
  SELECT MAX(created) AS d FROM typed_opportunities
  UNION ALL SELECT MAX(modified) AS d FROM typed_opportunities
  UNION ALL SELECT MAX(created) AS d FROM typed_accounts
) AS days
