import { query, type Sql } from "#shell/db/sql.server.ts";

interface FoundMessage extends Record<string, unknown> {
  id: string;
  inbound: boolean;
  sequenceId: string | null;
  customerId: string | null;
  /** A row of the log tells of it. */
  decided: boolean;
}

/** A shop's message by its id, ours or the provider's. */
export async function findMessage(
  sql: Sql,
  shopId: string,
  by: { id: string } | { providerId: string },
): Promise<FoundMessage | null> {
  const [condition, value] = "id" in by ? ["m.id = $2::uuid", by.id] : [`m."providerId" = $2`, by.providerId];
  const [row] = await query<FoundMessage>(
    sql,
    `
      SELECT m.id, m.direction = 'inbound' AS inbound, m."sequenceId", m."customerId", EXISTS (SELECT 1
        FROM "AutomationLog" l WHERE l."messageId" = m.id) AS decided
     FROM "Message" m WHERE m."shopId" = $1 AND ${condition}`,
    [shopId, value],
  );
  return row ?? null;
}

/** An order has been told of more often than this in no sound store. */
const MOST = 500;

interface FoundOrder {
  /** What people call it, where the store said so. */
  name: string | null;
  /** Store events about it, its refunds, shipments and checkout; and the sequences that these are about. Our ids. */
  scope: { events: string[]; sequences: string[] };
}

/**
 * All that a shop knows about an order.
 * @param names any of them is its name
 * @param subject "order:<Shopify's id>"
 */
export async function findOrder(
  sql: Sql,
  shopId: string,
  { names, subject }: { names: readonly string[]; subject: string | null },
): Promise<FoundOrder | null> {
  const [row] = await query<{ name: string | null; events: string[] | null; sequences: string[] | null }>(
    sql,
    `WITH told AS MATERIALIZED (
       SELECT subject, "relatedSubject", "subjectName" FROM (
         (SELECT subject, "relatedSubject", "subjectName" FROM "StoreEvent" WHERE "shopId" = $1
           AND "subjectName" = ANY($2) LIMIT ${MOST})
         UNION ALL (SELECT subject, "relatedSubject", "subjectName" FROM "StoreEvent" WHERE "shopId" = $1
           AND subject = $3 LIMIT ${MOST})) e),
     things AS MATERIALIZED (SELECT DISTINCT thing FROM told CROSS
       JOIN LATERAL (VALUES (subject), ("relatedSubject")) v(thing) WHERE thing ~ '^(order|checkout):'),
     events AS (
       SELECT e.id FROM things CROSS JOIN LATERAL (SELECT id FROM "StoreEvent" WHERE "shopId" = $1 AND subject = thing
         LIMIT ${MOST}) e
       UNION SELECT e.id FROM things CROSS JOIN LATERAL (SELECT id FROM "StoreEvent" WHERE "shopId" = $1
         AND "relatedSubject" = thing LIMIT ${MOST}) e),
     sequences AS (SELECT q.id FROM things CROSS JOIN LATERAL (SELECT id FROM "AutomationSequence" WHERE "shopId" = $1
       AND subject = thing LIMIT ${MOST}) q)
     SELECT (SELECT max("subjectName") FROM told) AS name, (SELECT array_agg(id) FROM events) AS events,
       (SELECT array_agg(id) FROM sequences) AS sequences
     WHERE EXISTS (SELECT 1 FROM told)`,
    [shopId, names, subject],
  );
  return row ? { name: row.name, scope: { events: row.events ?? [], sequences: row.sequences ?? [] } } : null;
}
