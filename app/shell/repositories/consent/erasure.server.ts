import type { Instant } from "#core/time/time.ts";
import type { Channel } from "#core/statuses.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";
import { ERASED } from "./erased.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/**
 * Erases a customer's own row, addresses, conversations and orders, so that nothing more is stored or sent for them.
 * What grows with their history is left to the steps of `erasure-steps.server.ts`.
 * @returns the customer's numbers, E.164
 */
export async function eraseCustomer(
  sql: Sql,
  id: string,
  hashAddress: (address: string) => string,
  at: Instant,
): Promise<string[]> {
  const phones = await eraseAddressesOf(sql, id, hashAddress, at);
  await query(
    sql,
    `
      UPDATE "Customer"
      SET "phone" = NULL, "email" = NULL, "firstName" = NULL, "lastName" = NULL, "countryCode" = NULL,
        "provinceCode" = NULL, "locale" = NULL, "tags" = '{}', "fields" = '{}', "birthday" = NULL, "erasedAt" = $2
      WHERE "id" = $1`,
    [id, at],
  );
  for (const phone of phones) await eraseConversations(sql, id, phone);
  await query(sql, `DELETE FROM "StoreHistory" WHERE "customerId" = $1`, [id]);
  await query(sql, `DELETE FROM "ProductInterest" WHERE "customerId" = $1`, [id]);
  await query(
    sql,
    `
      DELETE FROM "Echo" e
      USING "Customer" c
      WHERE c."id" = $1 AND e."shopId" = c."shopId" AND strpos(e."key", ':' || c."shopifyId") > 0`,
    [id],
  );
  await query(sql, `UPDATE "StoreOrder" SET "customerId" = NULL, "told" = NULL WHERE "customerId" = $1`, [id]);
  await query(sql, `DELETE FROM "TaskComment" k USING "Task" t WHERE t."id" = k."taskId" AND t."customerId" = $1`, [
    id,
  ]);
  await query(sql, `UPDATE "Task" SET "title" = $2, "note" = '' WHERE "customerId" = $1`, [id, ERASED]);
  await query(sql, `UPDATE "DataRequest" SET "customerShopifyId" = NULL WHERE "customerId" = $1`, [id]);
  return phones;
}

/** Erases the customer's conversations, including texts from before the number was linked to them. */
async function eraseConversations(sql: Sql, id: string, phone: string): Promise<void> {
  await query(
    sql,
    `
      DELETE FROM "Conversation" v
      USING "Customer" c
      WHERE c."id" = $1 AND v."shopId" = c."shopId" AND (v."customerId" = $1 OR v."phone" = $2)`,
    [id, phone],
  );
  await query(
    sql,
    `
      DELETE FROM "MessageMedia" f
      USING "Message" m, "Customer" c
      WHERE c."id" = $1
        AND f."messageId" = m."id"
        AND m."shopId" = c."shopId"
        AND m."direction" = 'inbound'
        AND m."from" = $2
        AND m."customerId" IS NULL`,
    [id, phone],
  );
  await query(
    sql,
    `
      UPDATE "Message" m
      SET "body" = $3, "from" = $3, "answer" = CASE WHEN m."answer" IS NULL THEN NULL ELSE $3 END
      FROM "Customer" c
      WHERE c."id" = $1
        AND m."shopId" = c."shopId"
        AND m."direction" = 'inbound'
        AND m."from" = $2
        AND m."customerId" IS NULL`,
    [id, phone, ERASED],
  );
}

/**
 * Erases the addresses of a customer that no other customer has. What opted out stays so, under the address's hash; any
 * other consent ends.
 * @returns the customer's numbers, E.164
 */
async function eraseAddressesOf(
  sql: Sql,
  customerId: string,
  hashAddress: (address: string) => string,
  at: Instant,
): Promise<string[]> {
  const addresses = await query<{ id: string; channel: Channel; address: string; shared: boolean }>(
    sql,
    `
      SELECT s."id", s."channel", s."address",
        EXISTS (
          SELECT 1
          FROM "CustomerAddress" other
          JOIN "Customer" c ON c."id" = other."customerId" AND c."erasedAt" IS NULL
          WHERE other."subscriberId" = s."id" AND other."customerId" <> $1 AND other."origin" <> 'delivery'
        ) AS "shared"
      FROM "CustomerAddress" a
      JOIN "Subscriber" s ON s."id" = a."subscriberId"
      WHERE a."customerId" = $1 AND s."address" IS NOT NULL
      ORDER BY s."address"`,
    [customerId],
  );
  await batch(
    sql,
    `
      UPDATE "Subscriber" s
      SET "address" = NULL, "addressHash" = i."addressHash",
        "consent" = CASE s."consent" WHEN ${STATUS.unsubscribed} THEN s."consent" ELSE ${STATUS.not_subscribed} END,
        "suppressedAt" = coalesce(s."suppressedAt", CASE s."consent" WHEN ${STATUS.unsubscribed} THEN $2::timestamptz END),
        "suppressedBy" = coalesce(s."suppressedBy", CASE s."consent" WHEN ${STATUS.unsubscribed} THEN 'erased' END),
        "namesCartReminders" = false, "level" = NULL, "wordsVersion" = NULL, "marketingHeldAt" = NULL,
        "heldByMessageId" = NULL
      FROM json_to_recordset($1::json) AS i("id" uuid, "addressHash" text)
      WHERE s."id" = i."id"`,
    addresses.filter(({ shared }) => !shared).map(({ id, address }) => ({ id, addressHash: hashAddress(address) })),
    [at],
  );
  await query(
    sql,
    `
      UPDATE "ConsentEvent" e
      SET "address" = NULL, "ip" = NULL, "userAgent" = NULL
      FROM "CustomerAddress" a
      JOIN "Subscriber" s ON s."id" = a."subscriberId" AND s."address" IS NULL
      WHERE a."customerId" = $1 AND e."shopId" = s."shopId" AND e."addressHash" = s."addressHash"`,
    [customerId],
  );
  return addresses.flatMap(({ channel, address }) => (channel === "sms" ? [address] : []));
}

/** Erases the payloads of events that arrive after the customer's erasure. */
export const eraseEventsOf = (sql: Sql, ids: readonly string[]): Promise<unknown> =>
  query(sql, `UPDATE "StoreEvent" SET "payload" = NULL WHERE "id" = ANY($1::uuid[])`, [ids]);

/** Erases the payload of the redact request, which names the customer. */
export const eraseEvent = (sql: Sql, id: string): Promise<unknown> =>
  query(sql, `UPDATE "StoreEvent" SET "payload" = NULL WHERE "id" = $1`, [id]);

/** Deletes an uninstalled shop with all of its data. Skips a shop that has reinstalled the app. */
export async function eraseShop(sql: Sql, id: string, domain: string): Promise<void> {
  // The shop's account at the provider is closed afterwards.
  await query(
    sql,
    `
      INSERT INTO "ClosingAccount" ("accountSid", "since")
      SELECT DISTINCT e."accountSid", s."uninstalledAt"
      FROM "Sender" e
      JOIN "Shop" s ON s."id" = e."shopId" AND s."uninstalledAt" IS NOT NULL
      WHERE s."id" = $1 AND e."accountSid" IS NOT NULL
      ON CONFLICT DO NOTHING`,
    [id],
  );
  await query(
    sql,
    `DELETE FROM "Suppression" WHERE "sender" = $1::text AND NOT EXISTS (
    SELECT 1 FROM "Shop" WHERE "id" = $1::uuid AND "uninstalledAt" IS NULL)`,
    [id],
  );
  const gone = await query(sql, `DELETE FROM "Shop" WHERE "id" = $1 AND "uninstalledAt" IS NOT NULL RETURNING "id"`, [
    id,
  ]);
  if (gone.length > 0) await query(sql, `DELETE FROM "Session" WHERE "shop" = $1`, [domain]);
}
