import { NO_FIGURES, type GroupFigures } from "#core/analytics/group-figures.ts";
import type { GroupSums } from "#core/analytics/holdout.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";
import { GROUP_FIGURES, spentBefore, spentFrom } from "../analytics/group-figures.ts";

export interface HoldoutSums {
  treated: GroupSums;
  heldOut: GroupSums;
}

/**
 * Sums what the recipients of a campaign and its holdout spent, by what they were meant to get. Refunds are taken off.
 * @param span spending counts from `from` to `to`, and as earlier spending from `before` to `from`
 */
export async function readHoldoutSums(
  sql: Sql,
  campaignId: string,
  { before, from, to, currency }: { before: Instant; from: Instant; to: Instant; currency: string },
): Promise<HoldoutSums> {
  const rows = await query<GroupFigures & { group: string } & Record<string, unknown>>(
    sql,
    `
      WITH person AS (
        SELECT r."id", (r."status" = ${STATUS.held_out})::text AS "group", ${spentFrom("$3")} AS "y", ${spentBefore("$3")} AS "x"
        FROM "CampaignRecipient" r
          LEFT JOIN "StoreOrder" o ON o."customerId" = r."customerId"
            AND o."shopId" = r."shopId"
            AND o."currency" = $5
            AND o."cancelledAt" IS NULL
            AND o."placedAt" >= $2
            AND o."placedAt" < $4
        WHERE r."campaignId" = $1 AND r."status" <> ${STATUS.left_out}
        GROUP BY r."id", r."status"
      ),
      ${GROUP_FIGURES}`,
    [campaignId, before, from, to, currency],
  );
  const group = (held: boolean): GroupSums => rows.find((row) => row.group === String(held)) ?? NO_FIGURES;
  return { treated: group(false), heldOut: group(true) };
}
