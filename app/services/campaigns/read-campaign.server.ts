import { madeDiscountOf } from "#core/campaigns/codes.ts";
import { readPlan, type CampaignPlan } from "#core/campaigns/plan.ts";
import type { WinnerDecision } from "#core/campaigns/choose-winner.ts";
import type { CampaignRecipientStatus, CampaignStatus, MessageStatus } from "#core/statuses.ts";
import { COUNTS_FOR_HOURS, EARLIER_HOURS } from "#core/analytics/group-figures.ts";
import { compareWithHoldout, type HoldoutResult } from "#core/analytics/holdout.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { readHoldoutSums } from "#shell/repositories/campaigns/holdout-sums.server.ts";
import { findCampaign, type CampaignRow } from "#shell/repositories/campaigns/campaigns.server.ts";
import {
  countPutOff,
  countRedeemed,
  countRecipients,
  listRecipients,
  readArmResults,
} from "#shell/repositories/campaigns/recipients.server.ts";
import { countCodes } from "#shell/repositories/campaigns/codes.server.ts";
import { findSegments } from "#shell/repositories/segments/segments.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";

/** What one wording brought. */
interface ArmReport {
  arm: string;
  name: string;
  body: string;
  sent: number;
  delivered: number;
  credits: number;
  clicks: number;
  machineClicks: number;
  orders: number;
  optOuts: number;
  revenue: { currency: string; amount: string; gross: string }[];
  /** Recipients who ordered with their own code; null where the campaign gives none. */
  redeemed: number | null;
}

/** A campaign with all that its page shows. */
export interface CampaignReport {
  id: string;
  name: string;
  status: CampaignStatus;
  /** Null when this release cannot read it. */
  plan: CampaignPlan | null;
  includes: { id: string; name: string }[];
  excludes: { id: string; name: string }[];
  automationId: string | null;
  scheduledAt: ShownMoment | null;
  startedAt: ShownMoment | null;
  preparedAt: ShownMoment | null;
  completedAt: ShownMoment | null;
  pausedReason: string | null;
  pausedAt: ShownMoment | null;
  error: string | null;
  winner: WinnerDecision | null;
  /** By status. */
  recipients: Partial<Record<CampaignRecipientStatus, number>>;
  /** Why recipients got no text. */
  without: { status: CampaignRecipientStatus; reason: string; recipients: number }[];
  /** Texts that the engine has put off, by reason. */
  putOff: { reason: string; recipients: number; until: ShownMoment }[];
  arms: ArmReport[];
  /** The recipients' discount codes: how many Shopify has, and why it takes none for now; null without such codes. */
  codes: { made: number; of: number; problem: string | null } | null;
  /** What it caused, against its holdout; null without a holdout, and before the start. */
  caused: (HoldoutResult & { currency: string; isOver: boolean; heldOut: number }) | null;
}

async function readCaused(
  sql: Sql,
  { id, startedAt }: CampaignRow,
  plan: CampaignPlan | null,
  currency: string,
  now: Instant,
): Promise<CampaignReport["caused"]> {
  if (!plan || plan.holdout === 0 || !startedAt) return null;
  const to = startedAt.add({ hours: COUNTS_FOR_HOURS });
  const span = { before: startedAt.subtract({ hours: EARLIER_HOURS }), from: startedAt, to, currency };
  const { treated, heldOut } = await readHoldoutSums(sql, id, span);
  const isOver = Temporal.Instant.compare(to, now) <= 0;
  const result = compareWithHoldout(treated, heldOut, { share: plan.holdout / 100, isOver });
  return { ...result, currency, isOver, heldOut: heldOut.people };
}

/** Reads one campaign. @returns null when the shop has no such campaign */
export async function readCampaign(
  context: AppContext,
  shop: Pick<Shop, "id" | "timezone" | "currency">,
  campaignId: string,
): Promise<CampaignReport | null> {
  const sql = context.db.pool;
  const now = context.clock.now();
  const at = (instant: Instant): ShownMoment => momentOf(instant, shop.timezone, now);
  const row = await findCampaign(sql, shop.id, campaignId);
  if (!row) return null;
  const read = readPlan(row.plan);
  const plan = "plan" in read ? read.plan : null;
  const givesCodes = plan !== null && madeDiscountOf(plan) !== null;
  const [segments, counts, results, putOff, caused, redeemed, codes] = await Promise.all([
    findSegments(sql, shop.id, [...row.includes, ...row.excludes]),
    countRecipients(sql, [row.id]),
    readArmResults(sql, row.id),
    countPutOff(sql, row.id, now),
    readCaused(sql, row, plan, shop.currency ?? "USD", now),
    plan?.discount ? countRedeemed(sql, row.id) : [],
    givesCodes ? countCodes(sql, row.id) : null,
  ]);
  const named = (ids: readonly string[]) => ids.map((id) => ({ id, name: segments.get(id)?.name ?? "" }));
  const recipients: CampaignReport["recipients"] = {};
  for (const { status, recipients: some } of counts) recipients[status] = (recipients[status] ?? 0) + some;
  const byReason = Map.groupBy(
    counts.filter(({ reason }) => reason !== null),
    ({ status, reason }) => `${status} ${reason}`,
  );
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    plan,
    includes: named(row.includes),
    excludes: named(row.excludes),
    automationId: row.automationId,
    scheduledAt: row.scheduledAt && at(row.scheduledAt),
    startedAt: row.startedAt && at(row.startedAt),
    preparedAt: row.preparedAt && at(row.preparedAt),
    completedAt: row.completedAt && at(row.completedAt),
    pausedReason: row.pausedReason,
    pausedAt: row.pausedAt && at(row.pausedAt),
    error: row.error,
    winner: row.winnerSaw as WinnerDecision | null,
    recipients,
    without: [...byReason.values()].flatMap(([first, ...others]) =>
      first
        ? [
            {
              status: first.status,
              reason: first.reason ?? "",
              recipients: [first, ...others].reduce((sum, each) => sum + each.recipients, 0),
            },
          ]
        : [],
    ),
    putOff: putOff.map(({ reason, recipients: some, until }) => ({ reason, recipients: some, until: at(until) })),
    arms: (plan?.arms ?? []).map(({ id, name, body }) => ({
      ...(results.find(({ arm }) => arm === id) ?? NOTHING),
      arm: id,
      name,
      body,
      redeemed: plan?.discount ? (redeemed.find(({ arm }) => arm === id)?.recipients ?? 0) : null,
    })),
    codes: codes && { made: codes.made, of: codes.made + codes.missing, problem: row.codesProblem },
    caused,
  };
}

const NOTHING = { sent: 0, delivered: 0, credits: 0, clicks: 0, machineClicks: 0, orders: 0, optOuts: 0, revenue: [] };

/** A recipient of a campaign's list. */
export interface RecipientView {
  id: string;
  customerId: string | null;
  name: string | null;
  phone: string | null;
  arm: string | null;
  status: CampaignRecipientStatus;
  reason: string | null;
  dueAt: ShownMoment;
  /** Its text waits until Shopify has the recipient's discount code. */
  waitsForCode: boolean;
  messageStatus: MessageStatus | null;
}

const PAGE_SIZE = 50;

/** A page of a campaign's recipients, of one status or of all. @returns null when the shop has no such campaign */
export async function readRecipients(
  context: AppContext,
  shop: Pick<Shop, "id" | "timezone">,
  campaignId: string,
  { status, after }: { status: CampaignRecipientStatus | null; after: string | null },
): Promise<{ recipients: RecipientView[]; next: string | null } | null> {
  const campaign = await findCampaign(context.db.pool, shop.id, campaignId);
  if (!campaign) return null;
  const rows = await listRecipients(context.db.pool, campaign.id, { status, after, limit: PAGE_SIZE + 1 });
  const now = context.clock.now();
  const at = (instant: Instant): ShownMoment => momentOf(instant, shop.timezone, now);
  const shown = rows.slice(0, PAGE_SIZE);
  const read = readPlan(campaign.plan);
  const givesCodes = campaign.startedAt !== null && "plan" in read && madeDiscountOf(read.plan) !== null;
  return {
    recipients: shown.map(({ firstName, lastName, dueAt, codeMadeAt, ...row }) => ({
      id: row.id,
      customerId: row.customerId,
      name: [firstName, lastName].filter(Boolean).join(" ") || null,
      phone: row.phone,
      arm: row.arm,
      status: row.status,
      reason: row.reason,
      dueAt: at(dueAt),
      waitsForCode: givesCodes && row.status === "pending" && codeMadeAt === null,
      messageStatus: row.messageStatus,
    })),
    next: rows.length > PAGE_SIZE ? (shown.at(-1)?.id ?? null) : null,
  };
}
