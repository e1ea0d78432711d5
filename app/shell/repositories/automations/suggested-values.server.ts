import { suggestedKinds, type SuggestedKind } from "#core/automations/fields.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** The most values of one kind. */
const MAX_VALUES = 200;
/** Customers and newest orders that are read: enough to find the values in use. */
const SAMPLE_SIZE = 2_000;

/** SQL: the elements of a JSON list; none of another value. */
const elements = (list: string, fn: "jsonb_array_elements" | "jsonb_array_elements_text"): string =>
  `${fn}(CASE WHEN jsonb_typeof(${list}) = 'array' THEN ${list} ELSE '[]' END)`;

/** SQL: each value of a kind, once per customer, order or line that has it. */
const sources: Record<SuggestedKind, string> = {
  tags: `SELECT value FROM customers, unnest("tags") value`,
  orderTags: `SELECT value FROM orders, ${elements(`facts->'tags'`, "jsonb_array_elements_text")} value`,
  products: `SELECT line->>'title' FROM lines`,
  vendors: `SELECT line->>'vendor' FROM lines`,
};

/** The values that a shop's customers, orders and products have, by kind, the most frequent first. */
export async function readSuggestedValues(sql: Sql, shopId: string): Promise<Record<SuggestedKind, string[]>> {
  const found = await query<{ kind: SuggestedKind; value: string }>(
    sql,
    `
      WITH customers AS (SELECT "tags" FROM "Customer" WHERE "shopId" = $1 LIMIT ${SAMPLE_SIZE}),
        orders AS (
          SELECT "told"->'facts' AS facts
          FROM "StoreOrder"
          WHERE "shopId" = $1
          ORDER BY "placedAt" DESC LIMIT ${SAMPLE_SIZE}
        ),
        lines AS (SELECT line FROM orders, ${elements(`facts->'lines'`, "jsonb_array_elements")} line)
      SELECT "kind", "value"
      FROM (
        SELECT "kind", "value", row_number() OVER (PARTITION BY "kind" ORDER BY count(*) DESC, "value") AS "place"
        FROM (${suggestedKinds.map((kind) => `SELECT '${kind}' AS "kind", v.value AS "value" FROM (${sources[kind]}) v(value)`).join(" UNION ALL ")}) e
        WHERE "value" <> ''
        GROUP BY "kind", "value"
      ) ranked
      WHERE "place" <= ${MAX_VALUES}
      ORDER BY "kind", "place"`,
    [shopId],
  );
  const valuesOf = (kind: SuggestedKind) => found.flatMap((row) => (row.kind === kind ? [row.value] : []));
  return {
    tags: valuesOf("tags"),
    orderTags: valuesOf("orderTags"),
    products: valuesOf("products"),
    vendors: valuesOf("vendors"),
  };
}
