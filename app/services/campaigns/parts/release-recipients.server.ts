import { entryStepId } from "#core/campaigns/campaign-definition.ts";
import { madeDiscountOf } from "#core/campaigns/codes.ts";
import type { Check } from "#core/activity/explanation.ts";
import type { Facts } from "#core/intake/define.ts";
import type { CampaignPlan } from "#core/campaigns/plan.ts";
import { priorities } from "#core/operations/jobs.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import type { CampaignRow } from "#shell/repositories/campaigns/campaigns.server.ts";
import { lockDueRecipients, markQueued, type DueRecipient } from "#shell/repositories/campaigns/recipients.server.ts";
import { insertScheduled } from "#shell/repositories/engine/scheduled.server.ts";
import { insertSequences } from "#shell/repositories/engine/sequences.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import { jobIdOf, type Due } from "#services/engine/parts/remind.server.ts";
import { logRecipients } from "./log-recipients.server.ts";

/** Texts given to the engine at once. */
export const MAX_RELEASED = 500;
/** A pace that was not used up lasts no longer: after a pause, the texts of that time do not go all at once. */
const MAX_ALLOWANCE_MS = 60_000;

export interface Released {
  due: Due[];
  /** The pace: up to when the allowance is used up; null without a pace. */
  releasedTo: Instant | null;
  /** When the pace next allows a text; null when it holds none back. */
  waitUntil: Instant | null;
}

/**
 * Gives the engine the texts whose time has come, as one sequence each. The recipient's row and the sequence's key each
 * let a recipient enter once, whatever ends in between.
 */
export async function releaseRecipients(
  context: AppContext,
  sql: Sql,
  {
    campaign,
    plan,
    shop,
    versionId,
    room,
  }: {
    campaign: CampaignRow;
    plan: CampaignPlan;
    shop: ShopRow;
    versionId: string;
    /** How many texts the engine may get before it has sent those that it has. */
    room: number;
  },
  now: Instant,
): Promise<Released> {
  const { id: campaignId, automationId } = campaign;
  const pace = paceOf(plan, campaign, now);
  const withCode = madeDiscountOf(plan) !== null;
  const limit = Math.min(MAX_RELEASED, room, pace?.allowed ?? Infinity);
  const recipients =
    limit > 0 && automationId ? await lockDueRecipients(sql, campaignId, { now, limit, withCode }) : [];
  const entries = recipients.map((recipient) => ({
    recipient,
    sequenceId: context.newId(now),
    stepRowId: context.newId(now),
  }));
  await insertSequences(
    sql,
    entries.map(({ recipient, sequenceId }) => ({
      id: sequenceId,
      shopId: shop.id,
      automationId: automationId ?? "",
      versionId,
      customerId: recipient.customerId,
      storeEventId: null,
      dedupeKey: `recipient:${recipient.id}:${recipient.entries}`,
      subject: `campaign:${campaignId}:${recipient.customerId}`,
      status: "active" as const,
      facts: { campaign: { id: campaignId, name: campaign.name } },
      // Of a campaign that was under way in a restored copy, texts may have gone out already.
      factsAt: earliest(campaign.scheduledAt ?? campaign.startedAt ?? now, now),
      epoch: shop.epoch,
      hop: 0,
      causedBy: null,
      startedAt: now,
      endReason: null,
      completedAt: null,
      outputs: outputsOf(campaign, recipient, withCode),
    })),
  );
  const steps = entries.map(({ recipient, sequenceId, stepRowId }) => ({
    id: stepRowId,
    shopId: shop.id,
    sequenceId,
    stepId: entryStepId(plan, recipient.arm),
    priority: priorities.low,
    dueAt: now,
    jobId: jobIdOf(now),
    held: false,
    createdAt: now,
  }));
  await insertScheduled(sql, steps);
  await logRecipients(
    context,
    sql,
    campaign,
    entries.map(({ recipient, sequenceId }) => ({
      sequenceId,
      customerId: recipient.customerId,
      action: "enter",
      status: "done",
      reason: null,
      explanation: [
        {
          guard: "campaign",
          answer: "pass",
          saw: { campaign: campaign.name, wording: armName(plan, recipient.arm), due_at: recipient.dueAt.toString() },
        },
        ...(withCode ? [codeCheck(campaign, recipient)] : []),
      ],
    })),
    now,
  );
  await markQueued(
    sql,
    entries.map(({ recipient: { id }, sequenceId }) => ({ id, sequenceId })),
  );
  const releasedTo = pace ? pace.from.add({ milliseconds: Math.round(pace.intervalMs * recipients.length) }) : null;
  const isHeldByPace = pace !== null && recipients.length >= pace.allowed;
  return {
    due: steps.map(({ id, dueAt, priority }) => ({ id, dueAt, priority })),
    releasedTo,
    waitUntil: isHeldByPace && releasedTo ? releasedTo.add({ milliseconds: Math.ceil(pace.intervalMs) }) : null,
  };
}

/** What the discount step of an automation would have made. */
const codeOf = ({ discountEndsAt }: CampaignRow, { code }: Pick<DueRecipient, "code">) => ({
  code,
  ends_at: discountEndsAt?.toString() ?? null,
});

const outputsOf = (campaign: CampaignRow, recipient: DueRecipient, withCode: boolean): Facts =>
  withCode ? { discount: codeOf(campaign, recipient) } : {};

const codeCheck = (campaign: CampaignRow, recipient: DueRecipient): Check => ({
  guard: "create_discount",
  answer: "pass",
  saw: { ...codeOf(campaign, recipient), made_at: recipient.codeMadeAt?.toString() ?? null },
});

const armName = ({ arms }: CampaignPlan, id: string): string => arms.find((arm) => arm.id === id)?.name ?? id;

/** How many texts the merchant's own pace allows now. */
function paceOf(
  { perHour }: CampaignPlan,
  { releasedTo, startedAt }: CampaignRow,
  now: Instant,
): { from: Instant; allowed: number; intervalMs: number } | null {
  if (perHour === null) return null;
  const intervalMs = 3_600_000 / perHour;
  const earliest = now.subtract({ milliseconds: MAX_ALLOWANCE_MS });
  const used = releasedTo ?? startedAt ?? now;
  const from = Temporal.Instant.compare(used, earliest) < 0 ? earliest : used;
  const allowed = Math.floor((now.epochMilliseconds - from.epochMilliseconds) / intervalMs);
  return { from, allowed: Math.max(0, allowed), intervalMs };
}

const earliest = (one: Instant, other: Instant): Instant => (Temporal.Instant.compare(one, other) < 0 ? one : other);
