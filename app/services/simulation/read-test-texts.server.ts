import { manualAutomation } from "#core/automations/manual-automation.ts";
import type { AppContext } from "#shell/context.server.ts";
import { formatReason } from "#text/reasons.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { TEXT_ACTION } from "../activity/log-actions.server.ts";
import { readActivity, type ActivityRow } from "../activity/read-activity.server.ts";

/** Most automations send at most this many texts. */
const MAX_SHOWN = 4;

/** A test text to the team's own number, with its status. */
export interface SentTestText extends Pick<
  ActivityRow,
  "id" | "entryId" | "at" | "action" | "status" | "reason" | "endedBy" | "delivery" | "errorCode"
> {
  phone: string | null;
  remedy: string | null;
}

/** The last test texts to the team's own number, of all automations, newest first. */
export async function readTestTexts(context: AppContext, shop: Shop): Promise<SentTestText[]> {
  const testAutomation = await context.prisma.automation.findFirst({
    where: { shopId: shop.id, libraryKey: manualAutomation.test.key },
    select: { id: true },
  });
  if (!testAutomation) return [];
  const { rows } = await readActivity(
    context,
    shop,
    { automationId: testAutomation.id, action: TEXT_ACTION },
    MAX_SHOWN,
  );
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
