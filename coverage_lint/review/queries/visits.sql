-- Activities up to the day of the review, within the fiscal year, by the segment of the account and the person.
SELECT a.segment, p.person, COUNT(*) AS activities
FROM typed_activities AS v
CROSS JOIN review_day AS t
LEFT JOIN accounts AS a ON a.id = v.account
LEFT JOIN people AS p ON p.crm = v.owner AND v."on" BETWEEN p.first_day AND p.last_day
WHERE v."on" BETWEEN t.begins AND t.as_of
GROUP BY a.segment, p.person
