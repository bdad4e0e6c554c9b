-- Open deals in a stage that the plan lacks.
SELECT d.id, d.owner, d.account, d.amount, d.close_day, d.file_number, d.row_number
FROM deals AS d
WHERE d.state = 'open' AND d.stage IS NOT NULL AND d.stage_id IS NULL
