-- Accounts in the plan's words.
SELECT
  a.id, a.owner, a.parent, a.created, a.segment AS segment_word, a.territory AS territory_word,
  COALESCE(a.segment_by_condition, s.entity) AS segment,
  COALESCE(a.territory_by_condition, r.entity) AS territory,
  a.file_number, a.row_number
FROM typed_accounts AS a
LEFT JOIN segment_words AS s ON s.word = LOWER(a.segment)
LEFT JOIN territory_words AS r ON r.word = LOWER(a.territory)
