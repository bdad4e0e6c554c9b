-- Who is in the CRM.
SELECT u.id, LOWER(u.email) AS email, u.active, u."start" AS start_day, u."end" AS end_day, u.person
FROM typed_users AS u
WHERE u.id IS NOT NULL
