import { manualAutomation } from "#core/automations/manual-automation.ts";
import type { AppContext } from "#shell/context.server.ts";
import { formatReason } from "#text/reasons.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { TEXT_ACTION } from "../activity/log-actions.server.ts";
import { readActivity, type ActivityRow } from "../activity/read-activity.server.ts";

/** As many as an automation sends at most, of those that most merchants use. */
const SHOWN = 4;

/** A text that the team tried out on its own number, and what became of it. */
export interface SentTestText extends Pick<
  ActivityRow,
  "id" | "entryId" | "at" | "action" | "status" | "reason" | "endedBy" | "delivery" | "errorCode"
> {
  phone: string | null;
  remedy: string | null;
}

/** The last texts that the team tried out on its own number, whichever automation's they were, the newest first. */
export async function readTestTexts(context: AppContext, shop: Shop): Promise<SentTestText[]> {
  const carrier = await context.prisma.automation.findFirst({
    where: { shopId: shop.id, libraryKey: manualAutomation.test.key },
    select: { id: true },
  });
  if (!carrier) return [];
  const { rows } = await readActivity(context, shop, { automationId: carrier.id, action: TEXT_ACTION }, SHOWN);
  return rows.map(({ id, entryId, at, action, status, reason, endedBy, delivery, errorCode, customer }) => ({
    id,
    entryId,
    at,
    action,
    status,
    reason,
    endedBy,
    delivery,
    errorCode,
    phone: customer?.phone ?? null,
    remedy: (reason && formatReason(reason).remedy) || null,
  }));
}
