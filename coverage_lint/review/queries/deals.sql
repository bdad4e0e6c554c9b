-- The deals in the plan's words. One that was created after the day of the review was not there on that day.
SELECT
  o.id, o.owner, o.account, o.stage, s.stage AS stage_id, o.created, o.modified, o.last_activity, o.next_step,
  o.file_number, o.row_number, o.lacks_other, o.currency,
  CASE
    WHEN o.currency IS NULL OR UPPER(o.currency) = t.currency THEN o.amount
    ELSE CAST(o.amount * r.rate AS DECIMAL(18,2))
  END AS amount,
  CASE
    WHEN o.amount IS NOT NULL AND o.currency IS NOT NULL AND UPPER(o.currency) <> t.currency AND r.rate IS NULL THEN 1
    ELSE 0
  END AS unpriced,
  o.amount AS stated_amount,
  CASE
    WHEN o.won THEN 'won'
    WHEN o.closed THEN 'lost'
    WHEN o.won IS NOT NULL OR o.closed IS NOT NULL THEN 'open'
    ELSE COALESCE(w.state, 'open')
  END AS state,
  CASE
    WHEN o.closed OR o.won OR COALESCE(w.state, 'open') <> 'open' THEN COALESCE(o.closed_on, o.close_date)
    ELSE o.close_date
  END AS close_day,
  COALESCE(o.motion_by_condition, m.motion) AS motion,
  o.motion AS motion_word,
  CASE WHEN o.is_self_serve THEN 'self' WHEN o.is_partner THEN 'partner' ELSE 'sellers' END AS route
FROM typed_opportunities AS o
CROSS JOIN review_day AS t
LEFT JOIN stage_words AS s ON s.word = LOWER(o.stage)
LEFT JOIN state_words AS w ON w.word = LOWER(COALESCE(o.state, o.stage))
LEFT JOIN motion_words AS m ON m.word = LOWER(o.motion)
LEFT JOIN rates AS r
  ON r.currency = UPPER(o.currency) AND COALESCE(o.close_date, t.as_of) BETWEEN r.first_day AND r.last_day
WHERE o.created IS NULL OR o.created <= t.as_of
