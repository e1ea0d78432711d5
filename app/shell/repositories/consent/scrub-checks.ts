/**
 * SQL expression that removes personal data from stored checks: keeps guards, answers and rules, and only boolean,
 * number and null inputs.
 * @param column SQL expression of the list of checks
 */
export const scrubbed = (column: string): string =>
  `
    (
      SELECT coalesce(jsonb_agg((c - 'trace') || jsonb_build_object('saw', (
        SELECT coalesce(jsonb_object_agg(k, v), '{}')
        FROM jsonb_each(CASE jsonb_typeof(c->'saw') WHEN 'object' THEN c->'saw' ELSE '{}' END) AS s(k, v)
        WHERE jsonb_typeof(v) IN ('boolean', 'number', 'null')
      )) ORDER BY n), '[]')
      FROM jsonb_array_elements(${column}) WITH ORDINALITY AS e(c, n)
    )`;
