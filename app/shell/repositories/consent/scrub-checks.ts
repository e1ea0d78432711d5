/**
 * Checks as they may be kept of who was forgotten: which were asked, what they answered, by which rule, and of what
 * they saw only yes, no and numbers.
 * @param column their list, in SQL
 */
export const scrubbed = (column: string): string =>
  `
    (SELECT coalesce(jsonb_agg((c - 'trace') || jsonb_build_object('saw',
      (SELECT coalesce(jsonb_object_agg(k, v), '{}')
      FROM jsonb_each(CASE jsonb_typeof(c->'saw') WHEN 'object' THEN c->'saw' ELSE '{}' END) AS s(k, v)
     WHERE jsonb_typeof(v) IN ('boolean', 'number', 'null'))) ORDER BY n), '[]') FROM jsonb_array_elements(${column})
       WITH ORDINALITY AS e(c, n))`;
