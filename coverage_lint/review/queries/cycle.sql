-- The median number of days from created to won in the window: the middle value, or the two in the middle.
SELECT SUM(days) AS days, COUNT(*) AS middle, MAX(cases) AS cases
FROM (
  SELECT days, rn, cases
  FROM (
    SELECT
      DATE_DIFF('day', d.created, d.close_day) AS days,
      row_number() OVER (ORDER BY DATE_DIFF('day', d.created, d.close_day), d.id) AS rn,
      COUNT(*) OVER () AS cases
    FROM deals AS d
    CROSS JOIN review_day AS t
    WHERE d.state = 'won' AND d.route = 'sellers' AND d.created IS NOT NULL AND d.close_day >= d.created
      AND d.close_day BETWEEN t.window_begins AND t.as_of
  ) AS ranked
  WHERE 2 * rn BETWEEN cases AND cases + 2
) AS middle_ones
