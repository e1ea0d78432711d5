import { query, type Sql } from "#shell/db/sql.server.ts";

interface FoundMessage extends Record<string, unknown> {
  id: string;
  inbound: boolean;
  sequenceId: string | null;
  customerId: string | null;
  /** Whether a log row refers to it. */
  decided: boolean;
}

/** A shop's message, by our id or the provider's. */
export async function findMessage(
  sql: Sql,
  shopId: string,
  by: { id: string } | { providerId: string },
): Promise<FoundMessage | null> {
  const [condition, value] = "id" in by ? ["m.id = $2::uuid", by.id] : [`m."providerId" = $2`, by.providerId];
  const [row] = await query<FoundMessage>(
    sql,
    `
      SELECT m.id, m.direction = 'inbound' AS inbound, m."sequenceId", m."customerId",
        EXISTS (SELECT 1 FROM "AutomationLog" l WHERE l."messageId" = m.id) AS decided
      FROM "Message" m
      WHERE m."shopId" = $1 AND ${condition}`,
    [shopId, value],
  );
  return row ?? null;
}

/** Upper limit of events per order. */
const MAX_EVENTS = 500;

interface FoundOrder {
  /** Order name such as "#1002", if an event had one. */
  name: string | null;
  /**
   * Our ids of store events about the order, its refunds, fulfillments and checkout, and of the sequences about these.
   */
  scope: { events: string[]; sequences: string[] };
}

/**
 * Finds an order.
 * @param names possible names of the order
 * @param subject "order:<Shopify's id>"
 */
export async function findOrder(
  sql: Sql,
  shopId: string,
  { names, subject }: { names: readonly string[]; subject: string | null },
): Promise<FoundOrder | null> {
  const [row] = await query<{ name: string | null; events: string[] | null; sequences: string[] | null }>(
    sql,
    `
      WITH told AS MATERIALIZED (
        SELECT subject, "relatedSubject", "subjectName"
        FROM (
          (
            SELECT subject, "relatedSubject", "subjectName"
            FROM "StoreEvent"
            WHERE "shopId" = $1 AND "subjectName" = ANY($2)
            LIMIT ${MAX_EVENTS}
          )
          UNION ALL (
            SELECT subject, "relatedSubject", "subjectName"
            FROM "StoreEvent"
            WHERE "shopId" = $1 AND subject = $3
            LIMIT ${MAX_EVENTS}
          )
        ) e
      ),
      things AS MATERIALIZED (
        SELECT DISTINCT thing
        FROM told
        CROSS JOIN LATERAL (VALUES (subject), ("relatedSubject")) v(thing)
        WHERE thing ~ '^(order|checkout):'
      ),
      events AS (
        SELECT e.id
        FROM things
        CROSS JOIN LATERAL (SELECT id FROM "StoreEvent" WHERE "shopId" = $1 AND subject = thing LIMIT ${MAX_EVENTS}) e
        UNION
        SELECT e.id
        FROM things
        CROSS JOIN LATERAL (
          SELECT id
          FROM "StoreEvent"
          WHERE "shopId" = $1 AND "relatedSubject" = thing
          LIMIT ${MAX_EVENTS}
        ) e
      ),
      sequences AS (
        SELECT q.id
        FROM things
        CROSS JOIN LATERAL (
          SELECT id
          FROM "AutomationSequence"
          WHERE "shopId" = $1 AND subject = thing
          LIMIT ${MAX_EVENTS}
        ) q
      )
      SELECT (SELECT max("subjectName") FROM told) AS name, (SELECT array_agg(id) FROM events) AS events,
        (SELECT array_agg(id) FROM sequences) AS sequences
      WHERE EXISTS (SELECT 1 FROM told)`,
    [shopId, names, subject],
  );
  return row ? { name: row.name, scope: { events: row.events ?? [], sequences: row.sequences ?? [] } } : null;
}
