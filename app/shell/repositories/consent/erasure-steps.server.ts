import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { eraseCustomerInJobs } from "../operations/background-jobs.server.ts";
import { ERASED } from "./erased.ts";
import { eraseSearchesFor } from "./erase-searches.server.ts";
import { eraseTestTextsOf } from "./erase-test-texts.server.ts";
import { scrubbed } from "./scrub-checks.ts";

/** Whose history is erased. */
interface ErasedCustomer {
  shopId: string;
  customerId: string;
  phones: readonly string[];
  names: readonly string[];
}

export interface ErasureStep {
  /** Erases the next rows after `after`, in a transaction. @returns the last one's id; null when none is left */
  erase(
    sql: Sql,
    customer: ErasedCustomer,
    page: { after: string | null; limit: number; at: Instant },
  ): Promise<string | null>;
}

/** A step over a table that grows with a customer's history. @param chosen their rows, with `id`, named t */
const overRows = (
  chosen: string,
  erase: (sql: Sql, ids: readonly string[], customer: ErasedCustomer) => Promise<unknown>,
): ErasureStep => ({
  erase: async (sql, customer, { after, limit }) => {
    const rows = await query<{ id: string }>(
      sql,
      `SELECT t."id" FROM ${chosen} AND ($2::uuid IS NULL OR t."id" > $2) ORDER BY t."id" LIMIT $3`,
      [customer.customerId, after, limit],
    );
    if (rows.length > 0)
      await erase(
        sql,
        rows.map(({ id }) => id),
        customer,
      );
    return rows.length < limit ? null : (rows.at(-1)?.id ?? null);
  },
});

const ofCustomer = (table: string): string => `"${table}" t WHERE t."customerId" = $1`;

/** A step without pages. */
const once = (work: (sql: Sql, customer: ErasedCustomer, at: Instant) => Promise<unknown>): ErasureStep => ({
  erase: async (sql, customer, { at }) => {
    await work(sql, customer, at);
    return null;
  },
});

const messages = overRows(ofCustomer("Message"), async (sql, ids) => {
  await query(sql, `DELETE FROM "MessageMedia" WHERE "messageId" = ANY($1::uuid[])`, [ids]);
  await query(sql, `DELETE FROM "ShortLink" WHERE "messageId" = ANY($1::uuid[])`, [ids]);
  await query(
    sql,
    `
      UPDATE "Message"
      SET "body" = $2, "subject" = CASE WHEN "subject" IS NULL THEN NULL ELSE $2 END,
        "answer" = CASE WHEN "answer" IS NULL THEN NULL ELSE $2 END,
        "to" = CASE "direction" WHEN 'outbound' THEN $2 ELSE "to" END,
        "from" = CASE "direction" WHEN 'inbound' THEN $2 ELSE "from" END
      WHERE "id" = ANY($1::uuid[])`,
    [ids, ERASED],
  );
});

const attempts = overRows(
  `"MessageAttempt" t JOIN "Message" m ON m."id" = t."messageId" WHERE m."customerId" = $1`,
  async (sql, ids, { phones }) => {
    for (const phone of [ERASED, ...phones])
      await query(
        sql,
        `
          UPDATE "MessageAttempt" t
          SET "checks" = ${scrubbed('t."checks"')}, "detail" = replace(t."detail", $2, $3)
          WHERE t."id" = ANY($1::uuid[])`,
        [ids, phone, ERASED],
      );
  },
);

const steps = overRows(
  `"ScheduledAutomation" t JOIN "AutomationSequence" q ON q."id" = t."sequenceId" WHERE q."customerId" = $1`,
  async (sql, ids, { phones }) => {
    for (const phone of [ERASED, ...phones])
      await query(
        sql,
        `
          UPDATE "ScheduledAutomation" a
          SET "error" = replace(a."error", $2, $3),
            "deferral" = CASE jsonb_typeof(a."deferral"->'checks') WHEN 'array' THEN a."deferral" ||
              jsonb_build_object('checks', ${scrubbed(`a."deferral"->'checks'`)}) ELSE a."deferral" END
          WHERE a."id" = ANY($1::uuid[])`,
        [ids, phone, ERASED],
      );
    // Notifications about the customer.
    await query(
      sql,
      `
        UPDATE "Notification" n
        SET "title" = $2, "body" = ''
        FROM "ScheduledAutomation" a
        WHERE a."id" = ANY($1::uuid[]) AND n."shopId" = a."shopId" AND n."dedupeKey" = 'step:' || a."id"`,
      [ids, ERASED],
    );
  },
);

const update = (table: string, set: string): ErasureStep =>
  overRows(ofCustomer(table), (sql, ids) =>
    query(sql, `UPDATE "${table}" SET ${set} WHERE "id" = ANY($1::uuid[])`, [ids]),
  );

/**
 * What is erased of a customer's history, each step in short transactions of its own. Rows, totals and hashes stay. A
 * stored erasure names its step by the position here: new steps go to the end.
 */
export const erasureSteps: readonly ErasureStep[] = [
  messages,
  attempts,
  update("AutomationLog", `"explanation" = ${scrubbed('"explanation"')}`),
  steps,
  update("AutomationSequence", `"facts" = '{}', "outputs" = '{}'`),
  update("StoreEvent", `"payload" = NULL`),
  update("ConsentEvent", `"address" = NULL, "ip" = NULL, "userAgent" = NULL`),
  once((sql, { customerId }) => query(sql, `DELETE FROM "ShortLink" WHERE "customerId" = $1`, [customerId])),
  once((sql, { customerId }, at) => eraseTestTextsOf(sql, customerId, ERASED, at)),
  once((sql, { shopId, customerId }) => eraseCustomerInJobs(sql, shopId, customerId)),
  once((sql, customer) => eraseSearchesFor(sql, customer)),
  // Rows of imported lists; those that were only checked name the number alone.
  once((sql, { shopId, customerId, phones }) =>
    query(
      sql,
      `
        DELETE FROM "ContactImportRow"
        WHERE "customerId" = $2 OR ("shopId" = $1 AND "address" = ANY($3))`,
      [shopId, customerId, phones],
    ),
  ),
];
