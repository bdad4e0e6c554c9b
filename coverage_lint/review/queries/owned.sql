-- Each deal with the person that its owner was on the day that counts: the close day, of an open deal today.
SELECT d.*, p.person
FROM deals AS d
CROSS JOIN review_day AS t
LEFT JOIN people AS p
  ON p.crm = d.owner
  AND (CASE WHEN d.state = 'open' OR d.close_day IS NULL THEN t.as_of ELSE d.close_day END)
    BETWEEN p.first_day AND p.last_day
