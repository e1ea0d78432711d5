import { holdoutBucket } from "#core/analytics/holdout-bucket.ts";
import { assignArm } from "#core/campaigns/assign-arm.ts";
import type { CampaignPlan } from "#core/campaigns/plan.ts";
import { dueAtFor } from "#core/campaigns/schedule.ts";
import { contextFactsOf } from "#core/engine/step-snapshot.ts";
import { toCheck, type StepFacts } from "#core/sending/guards/define.ts";
import { recipientObjection } from "#core/sending/guards/lasting.ts";
import { shopHoldout } from "#core/sending/guards/shop-holdout.ts";
import { recipientZones } from "#core/sending/quiet-hours/zones.ts";
import { textRecipientOf } from "#core/sending/recipient.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { hasSharedSender } from "#shell/env.server.ts";
import { recordHoldoutMembers } from "#shell/repositories/analytics/holdout-periods.server.ts";
import type { CampaignRow } from "#shell/repositories/campaigns/campaigns.server.ts";
import {
  insertRecipients,
  readAudiencePage,
  type AudienceMember,
  type NewRecipient,
} from "#shell/repositories/campaigns/recipients.server.ts";
import { readSenderFacts } from "#shell/repositories/senders/sender-facts.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import { logRecipients } from "./log-recipients.server.ts";

const PAGE_SIZE = 500;

/**
 * Writes the recipients of one page of a campaign's audience: who gets which wording when, who is held out, and who is
 * left out and why. A page that is written again changes nothing.
 * @returns the cursor of the next page; null after the last
 */
export async function prepareRecipients(
  context: AppContext,
  sql: Sql,
  { campaign, plan, shop }: { campaign: CampaignRow; plan: CampaignPlan; shop: ShopRow },
  now: Instant,
): Promise<string | null> {
  const { id: campaignId, includes, excludes, preparedTo: after } = campaign;
  const members = await readAudiencePage(sql, { shopId: shop.id, includes, excludes, after, limit: PAGE_SIZE });
  const factsOf = await audienceFacts(context, sql, shop, now);
  const start = campaign.startedAt ?? now;
  const entries: HoldoutEntry[] = [];
  const rows = members.map((member): NewRecipient => {
    const facts = factsOf(member);
    const { phone } = facts.recipient;
    const common = {
      id: context.newId(now),
      shopId: shop.id,
      campaignId,
      customerId: member.customerId,
      phone,
      arm: null,
      dueAt: start,
      createdAt: now,
    };
    const reason = recipientObjection(facts);
    if (reason && reason !== "shop_holdout") return { ...common, status: "left_out", reason };
    const assigned = assignArm(plan, campaignId, phone ?? member.customerId);
    // The shop's holdout is compared with those that the campaign means to text.
    if (assigned.kind !== "held_out") entries.push({ customerId: member.customerId, facts });
    if (reason) return { ...common, status: "left_out", reason };
    if (assigned.kind === "held_out") return { ...common, status: "held_out", reason: "holdout" };
    const { zones } = recipientZones({ ...member, phone, shopTimezone: shop.timezone });
    const dueAt = dueAtFor(plan.when, zones, start);
    if (!dueAt) return { ...common, status: "missed", reason: "campaign_too_late" };
    return { ...common, status: "pending", reason: null, arm: assigned.kind === "arm" ? assigned.arm : null, dueAt };
  });
  const inserted = new Set((await insertRecipients(sql, rows)).map(({ customerId }) => customerId));
  const fresh = entries.filter(({ customerId }) => inserted.has(customerId));
  await recordShopHoldout(context, sql, { campaign, entries: fresh, now });
  return members.length < PAGE_SIZE ? null : (members.at(-1)?.customerId ?? null);
}

/** A customer that the campaign means to text, whether or not the shop holds them out. */
interface HoldoutEntry {
  customerId: string;
  facts: StepFacts;
}

/** Records who enters the shop's holdout test by a campaign, and logs each text that is withheld. */
async function recordShopHoldout(
  context: AppContext,
  sql: Sql,
  { campaign, entries, now }: { campaign: CampaignRow; entries: readonly HoldoutEntry[]; now: Instant },
): Promise<void> {
  const asked = entries
    .filter(({ facts }) => shopHoldout.applies(facts))
    .map(({ customerId, facts }) => ({ customerId, check: toCheck(shopHoldout.name, shopHoldout.check(facts)) }));
  const { shopId } = campaign;
  await recordHoldoutMembers(
    sql,
    asked.map(({ customerId, check }) => ({ shopId, customerId, heldOut: check.answer === "skip", enteredAt: now })),
  );
  const withheld = asked.filter(({ check }) => check.answer === "skip");
  await logRecipients(
    context,
    sql,
    campaign,
    withheld.map(({ customerId, check }) => ({
      customerId,
      action: "send_sms",
      status: "skipped",
      reason: "shop_holdout",
      explanation: [check],
    })),
    now,
  );
}

/** What the guards ask of the members of an audience. */
async function audienceFacts(
  context: AppContext,
  sql: Sql,
  shop: ShopRow,
  now: Instant,
): Promise<(member: AudienceMember) => StepFacts> {
  const shared = contextFactsOf(
    {
      shopName: shop.name,
      shopDomain: shop.domain,
      timezone: shop.timezone,
      installed: shop.uninstalledAt === null,
      settings: shop.settings,
      senders: await readSenderFacts(sql, shop.id),
      automationStatus: "active",
      sequenceStatus: "active",
      shopCountry: shop.countryCode,
    },
    hasSharedSender(context.env),
  );
  return ({ customerId, countryCode, provinceCode, numbers }) => ({
    ...shared,
    now,
    kind: "marketing",
    exit: null,
    customer: { erased: false, countryCode, provinceCode, holdoutBucket: holdoutBucket(customerId) },
    recipient: textRecipientOf(numbers, { kind: "marketing", now }),
    order: null,
    cart: null,
    recent: [],
    wroteAt: null,
    overCap: "skip",
    firstMarketing: false,
    unpaid: null,
    throttled: null,
  });
}
