import type { Subscriber, SubscriberState } from "#core/consent/subscriber.ts";
import type { Channel } from "#core/statuses.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import { batch, query, type Row, type Sql } from "#shell/db/sql.server.ts";
import { optOutScopeOf, SUPPRESSED, UNREACHABLE } from "./subscriber-columns.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

const columns = `
  s."id", s."shopId", s."channel", s."address", s."addressHash", s."consent", s."consentAt", s."level", s."source",
  s."wordsVersion", s."namesCartReminders", s."marketingHeldAt",
  s."marketingHeldAt" IS NOT NULL AS "marketingHeld", ${SUPPRESSED} AS "suppressed", ${UNREACHABLE} AS "unreachable"`;

/** The core represents times as ISO text. */
const toState = (row: Row): SubscriberState =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value instanceof Temporal.Instant ? value.toString() : value,
    ]),
  ) as unknown as SubscriberState;

/** An address of a shop. */
export interface AddressKey {
  shopId: string;
  channel: Channel;
  /** E.164 number, or e-mail address in lower case. */
  address: string;
  addressHash: string;
}

/**
 * Creates the subscribers of addresses that have none, and locks them all, by address and shop. An address that was
 * erased before keeps what it said then: its opt-out outlives its customer.
 * @param newId makes the id of a new subscriber
 * @param imported new ones come with a list of contacts, and count as no flood of sign-ups
 */
export async function lockSubscribers(
  sql: Sql,
  keys: readonly AddressKey[],
  { newId, now, imported = false }: { newId: () => string; now: Instant; imported?: boolean },
): Promise<SubscriberState[]> {
  if (keys.length === 0) return [];
  const unique = new Map(keys.map((key) => [`${key.address} ${key.shopId} ${key.channel}`, key]));
  const rows = await batch(
    sql,
    `
      WITH kept AS (
        INSERT INTO "Subscriber" AS s ("id", "shopId", "channel", "address", "addressHash", "consent", "consentAt",
          "source", "suppressedAt", "suppressedBy", "createdAt", "imported")
        SELECT i."id", i."shopId", i."channel", i."address", i."addressHash", coalesce(e."consent", ${STATUS.not_subscribed}),
          e."consentAt", e."source", e."suppressedAt", e."suppressedBy", $2, $3
        FROM json_to_recordset($1::json)
          AS i("id" uuid, "shopId" uuid, "channel" "Channel", "address" text, "addressHash" text, "place" int)
          LEFT JOIN LATERAL (
            SELECT *
            FROM "Subscriber" e
            WHERE e."addressHash" = i."addressHash"
              AND e."shopId" = i."shopId"
              AND e."channel" = i."channel"
              AND e."address" IS NULL
              AND e."consent" = ${STATUS.unsubscribed}
            LIMIT 1
          ) e ON true
        ORDER BY i."place"
        ON CONFLICT ("shopId", "channel", "address") DO UPDATE SET "addressHash" = excluded."addressHash"
        RETURNING s.*
      )
      SELECT ${columns}
      FROM kept s`,
    [...unique.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, key], place) => ({ ...key, id: newId(), place })),
    [now, imported],
  );
  return rows.map(toState);
}

/** The subscribers of a shop's numbers by hash, and whether the numbers are suppressed; also of erased ones. */
export async function findSubscribers(
  sql: Sql,
  shopId: string,
  addressHashes: readonly string[],
): Promise<{ known: Map<string, SubscriberState>; suppressed: Set<string> }> {
  const rows = await query(
    sql,
    `
      SELECT DISTINCT ON (s."addressHash") ${columns}
      FROM "Subscriber" s
      WHERE s."addressHash" = ANY($2::text[]) AND s."shopId" = $1
      ORDER BY s."addressHash", s."address" IS NULL`,
    [shopId, addressHashes],
  );
  const suppressed = await query<{ addressHash: string }>(
    sql,
    `
      SELECT "addressHash"
      FROM "Suppression"
      WHERE "sender" = ${optOutScopeOf("$1::uuid")} AND "addressHash" = ANY($2::text[]) AND "liftedAt" IS NULL`,
    [shopId, addressHashes],
  );
  return {
    known: new Map(rows.map(toState).map((state) => [state.addressHash ?? "", state])),
    suppressed: new Set(suppressed.map(({ addressHash }) => addressHash)),
  };
}

/**
 * Locks the subscribers of a number in every shop.
 * @param scope limits them to the shops for which this scope's opt-outs hold
 */
export async function lockNumber(
  sql: Sql,
  addressHash: string,
  scope: string | null = null,
): Promise<SubscriberState[]> {
  await query(sql, `SELECT 1 FROM "Subscriber" WHERE "addressHash" = $1 ORDER BY "shopId", "id" FOR UPDATE`, [
    addressHash,
  ]);
  const rows = await query(
    sql,
    `
      SELECT ${columns}
      FROM "Subscriber" s
      WHERE s."addressHash" = $1 AND ($2::text IS NULL OR ${optOutScopeOf('s."shopId"')} = $2)
      ORDER BY s."shopId", s."id"`,
    [addressHash, scope],
  );
  return rows.map(toState);
}

/** A subscriber with the consent event that proves its state. */
export type ProvenSubscriber = SubscriberState & { consentEventId: string | null };

/** Locks subscribers by their ids. */
export async function lockProven(sql: Sql, ids: readonly string[]): Promise<Map<string, ProvenSubscriber>> {
  await query(sql, `SELECT 1 FROM "Subscriber" WHERE "id" = ANY($1::uuid[]) ORDER BY "address" FOR UPDATE`, [ids]);
  const rows = await query(
    sql,
    `SELECT ${columns}, s."consentEventId" FROM "Subscriber" s WHERE s."id" = ANY($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id as string, toState(row) as ProvenSubscriber]));
}

/** Reads the subscriber of a shop's number; null when the shop has none. */
export async function findSubscriber(sql: Sql, shopId: string, addressHash: string): Promise<SubscriberState | null> {
  const [row] = await query(
    sql,
    `
      SELECT ${columns}
      FROM "Subscriber" s
      WHERE s."addressHash" = $2 AND s."shopId" = $1
      ORDER BY s."address" IS NULL LIMIT 1`,
    [shopId, addressHash],
  );
  return row ? toState(row) : null;
}

/** Saves the consents of subscribers, each with the consent event that proves it. */
export const saveConsents = (
  sql: Sql,
  subscribers: readonly (Subscriber & { consentEventId: string | null })[],
): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "Subscriber" s
      SET "consent" = i."consent", "consentAt" = i."consentAt", "level" = i."level", "source" = i."source",
        "wordsVersion" = i."wordsVersion", "namesCartReminders" = i."namesCartReminders",
        "consentEventId" = coalesce(i."consentEventId", s."consentEventId")
      FROM json_populate_recordset(NULL::"Subscriber", $1::json) i
      WHERE s."id" = i."id"`,
    subscribers,
  );

/**
 * The customer of each subscriber: an account before a guest, then the one that used the address last. A customer who
 * replaced the address has it no more.
 */
export async function customersOfSubscribers(sql: Sql, subscriberIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await query<{ subscriberId: string; customerId: string }>(
    sql,
    `
      SELECT DISTINCT ON (a."subscriberId") a."subscriberId", a."customerId"
      FROM "CustomerAddress" a
      JOIN "Customer" c ON c."id" = a."customerId" AND c."erasedAt" IS NULL
      WHERE a."subscriberId" = ANY($1::uuid[]) AND a."origin" <> 'delivery' AND a."formerSince" IS NULL
      ORDER BY a."subscriberId", c."shopifyId" IS NULL, a."seenAt" DESC, a."customerId"`,
    [subscriberIds],
  );
  return new Map(rows.map(({ subscriberId, customerId }) => [subscriberId, customerId]));
}

/** Stops all messages of a shop to addresses. What the customer's own word stopped, staff cannot take over. */
export const suppressInShop = (
  sql: Sql,
  ids: string | readonly string[],
  by: "staff" | "keyword" | "provider" | "link" | "import",
  at: Instant,
): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "Subscriber"
      SET "suppressedAt" = $3, "suppressedBy" = $2
      WHERE "id" = ANY($1::uuid[])
        AND ("suppressedAt" IS NULL OR "suppressedBy" = 'staff' AND $2 <> 'staff')
        AND NOT EXISTS (
          SELECT 1
          FROM "Suppression" x
          WHERE x."addressHash" = "Subscriber"."addressHash" AND x."liftedAt" IS NULL
            AND x."sender" = ${optOutScopeOf('"Subscriber"."shopId"')}
        )`,
    [[ids].flat(), by, at],
  );

/** Lets messages of shops go to an address again. */
export const liftInShops = (sql: Sql, ids: readonly string[]): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "Subscriber"
      SET "suppressedAt" = NULL, "suppressedBy" = NULL
      WHERE "id" = ANY($1::uuid[]) AND "suppressedAt" IS NOT NULL`,
    [ids],
  );

/** Reverts a suppression by staff. @returns when it began; null if there was none */
export async function liftByStaff(sql: Sql, id: string): Promise<Instant | null> {
  const [row] = await query<{ suppressedAt: Instant }>(
    sql,
    `
      UPDATE "Subscriber" s
      SET "suppressedAt" = NULL, "suppressedBy" = NULL
      FROM (SELECT "id", "suppressedAt" FROM "Subscriber" WHERE "id" = $1) before
      WHERE s."id" = before."id" AND s."suppressedBy" = 'staff'
      RETURNING before."suppressedAt"`,
    [id],
  );
  return row?.suppressedAt ?? null;
}

/** Holds marketing to numbers because of a reply. A number on hold keeps the first reply as the reason. */
export const holdMarketing = (
  sql: Sql,
  ids: readonly string[],
  messageId: string,
  at: Instant,
): Promise<{ id: string; shopId: string }[]> =>
  query(
    sql,
    `
      UPDATE "Subscriber"
      SET "marketingHeldAt" = $3, "heldByMessageId" = $2
      WHERE "id" = ANY($1::uuid[]) AND "marketingHeldAt" IS NULL
      RETURNING "id", "shopId"`,
    [ids, messageId, at],
  );

/** Releases marketing to numbers on hold. @returns the customers that have the released numbers */
export const releaseMarketingHold = (
  sql: Sql,
  ids: readonly string[],
): Promise<{ customerId: string; shopId: string }[]> =>
  query(
    sql,
    `
      WITH released AS (
        UPDATE "Subscriber"
        SET "marketingHeldAt" = NULL, "heldByMessageId" = NULL
        WHERE "id" = ANY($1::uuid[]) AND "marketingHeldAt" IS NOT NULL
        RETURNING "id", "shopId"
      )
      SELECT DISTINCT a."customerId", r."shopId"
      FROM released r
      JOIN "CustomerAddress" a ON a."subscriberId" = r."id"`,
    [ids],
  );

/** Notes the provider codes that showed that numbers cannot be reached. */
export const recordUnreachable = (
  sql: Sql,
  rows: readonly { shopId: string; addressHash: string; code: string; since: Instant; until: Instant }[],
): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "Subscriber" s
      SET "unreachableCode" = i."code", "unreachableSince" = i."since", "unreachableUntil" = i."until"
      FROM json_to_recordset($1::json)
        AS i("shopId" uuid, "addressHash" text, "code" text, "since" timestamptz, "until" timestamptz)
      WHERE s."addressHash" = i."addressHash"
        AND s."shopId" = i."shopId"
        AND (s."unreachableSince" IS NULL OR s."unreachableSince" <= i."since")`,
    rows,
  );

/** Forgets that a number could not be reached, in every shop: it wrote, or got a text. */
export const forgetUnreachable = (sql: Sql, addressHashes: readonly string[]): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "Subscriber"
      SET "unreachableCode" = NULL, "unreachableSince" = NULL, "unreachableUntil" = NULL
      WHERE "addressHash" = ANY($1) AND "unreachableCode" IS NOT NULL`,
    [addressHashes],
  );
