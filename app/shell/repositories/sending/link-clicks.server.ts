import type { Click, ClickAgent, ClickSign } from "#core/analytics/clicks.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";

export interface NewClick extends Click {
  shopId: string;
  messageId: string | null;
  customerId: string | null;
  agent: ClickAgent;
}

/** SQL: the click `k` is a person's. */
export const BY_PERSON = `k."signs" = '{}'`;

/** SQL: the step `s` and the sequence `q` of message `m`, which are no internal automation's. */
export const STEP_OF_MESSAGE = `
  JOIN "AutomationSequence" q ON q."id" = m."sequenceId"
  JOIN "Automation" a ON a."id" = q."automationId" AND NOT a."internal"
  JOIN "ScheduledAutomation" s ON s."id" = m."scheduledAutomationId"`;

/** No click waits longer for those before it on links of the same text. */
const MAX_WAIT = "500ms";

/**
 * Locks the links of a text, or one link without a text, until the transaction ends, so that clicks at once see each
 * other.
 * @returns the clicks on them since an instant, newest first
 * @throws when the lock cannot be had soon
 */
export async function lockClicks(
  sql: Sql,
  { code, shopId, messageId }: Pick<NewClick, "code" | "shopId" | "messageId">,
  since: Instant,
): Promise<(Click & Record<string, unknown>)[]> {
  await query(sql, `SELECT set_config('lock_timeout', $1, true)`, [MAX_WAIT]);
  const links = await query<{ code: string }>(
    sql,
    `
      SELECT "code"
      FROM "ShortLink"
      WHERE "shopId" = $1 AND ("code" = $2 OR "messageId" = $3) AND NOT "optsOut"
      ORDER BY "code"
      FOR UPDATE`,
    [shopId, code, messageId],
  );
  return query(
    sql,
    `
      SELECT "id", "code", "at", "signs"
      FROM "LinkClick"
      WHERE "code" = ANY($1) AND "at" > $2
      ORDER BY "at" DESC`,
    [links.map((link) => link.code), since],
  );
}

/** Stores a click with the step of its text, and counts it with its link. */
export async function saveClick(sql: Sql, click: NewClick): Promise<void> {
  await batch(
    sql,
    `
      INSERT INTO "LinkClick" (
        "id", "shopId", "code", "messageId", "customerId", "automationId", "stepId", "at", "agent", "signs"
      )
      SELECT i."id", i."shopId", i."code", i."messageId", i."customerId", t."automationId", t."stepId", i."at", i."agent", i."signs"
      FROM json_populate_recordset(NULL::"LinkClick", $1::json) i
        LEFT JOIN LATERAL (
          SELECT q."automationId", s."stepId"
          FROM "Message" m
            ${STEP_OF_MESSAGE}
          WHERE m."id" = i."messageId"
        ) t ON true`,
    [click],
  );
  const counted =
    click.signs.length === 0 ? `"clicks" = "clicks" + 1, "lastClickAt" = $2` : `"machineClicks" = "machineClicks" + 1`;
  await query(
    sql,
    `UPDATE "ShortLink" SET ${counted} WHERE "code" = $1`,
    click.signs.length === 0 ? [click.code, click.at] : [click.code],
  );
}

/** Marks clicks of people as clicks of a machine, and counts them with their links as such. */
export async function revealMachines(
  sql: Sql,
  clicks: readonly { id: string; code: string; signs: readonly ClickSign[] }[],
): Promise<void> {
  for (const { id, code, signs } of clicks) {
    await query(sql, `UPDATE "LinkClick" SET "signs" = $2 WHERE "id" = $1`, [id, signs]);
    await query(
      sql,
      `
        UPDATE "ShortLink" l
        SET "clicks" = l."clicks" - 1, "machineClicks" = l."machineClicks" + 1,
          "lastClickAt" = (SELECT max(k."at") FROM "LinkClick" k WHERE k."code" = l."code" AND ${BY_PERSON})
        WHERE l."code" = $1`,
      [code],
    );
  }
}
