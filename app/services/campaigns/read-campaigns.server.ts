import { readPlan, type CampaignTime } from "#core/campaigns/plan.ts";
import type { CampaignStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { campaignOfAutomation, listCampaigns } from "#shell/repositories/campaigns/campaigns.server.ts";
import { countRecipients } from "#shell/repositories/campaigns/recipients.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";

const MAX_LISTED = 200;

/** A campaign of the list. */
export interface CampaignLine {
  id: string;
  name: string;
  status: CampaignStatus;
  when: CampaignTime | null;
  scheduledAt: ShownMoment | null;
  startedAt: ShownMoment | null;
  completedAt: ShownMoment | null;
  updatedAt: ShownMoment;
  /** Recipients who get or got a text, and those that it went to. */
  recipients: number;
  sent: number;
}

/** The shop's campaigns, newest first. */
export async function readCampaigns(context: AppContext, shop: Pick<Shop, "id" | "timezone">): Promise<CampaignLine[]> {
  const now = context.clock.now();
  const at = (instant: Instant): ShownMoment => momentOf(instant, shop.timezone, now);
  const rows = await listCampaigns(context.db.pool, shop.id, MAX_LISTED);
  const counted = Map.groupBy(
    await countRecipients(
      context.db.pool,
      rows.map(({ id }) => id),
    ),
    ({ campaignId }) => campaignId,
  );
  return rows.map(({ id, name, status, plan, scheduledAt, startedAt, completedAt, updatedAt }) => {
    const counts = counted.get(id) ?? [];
    const sumOf = (...statuses: string[]) =>
      counts.filter((each) => statuses.includes(each.status)).reduce((sum, { recipients }) => sum + recipients, 0);
    const read = readPlan(plan);
    return {
      id,
      name,
      status,
      when: "plan" in read ? read.plan.when : null,
      scheduledAt: scheduledAt && at(scheduledAt),
      startedAt: startedAt && at(startedAt),
      completedAt: completedAt && at(completedAt),
      updatedAt: at(updatedAt),
      recipients: sumOf("pending", "queued", "sent", "skipped", "failed", "missed", "cancelled"),
      sent: sumOf("sent"),
    };
  });
}

/** The campaign whose texts run through an automation. @returns its id; null for an automation of its own */
export const findCampaignOfAutomation = (
  context: AppContext,
  shop: Pick<Shop, "id">,
  automationId: string,
): Promise<string | null> => campaignOfAutomation(context.db.pool, shop.id, automationId);
