import { type PageOf, pageOf, type PagePosition, readTimePosition, writeTimeCursor } from "#core/paging.ts";
import { filesOf, type MessageFile } from "#core/inbox/media.ts";
import { actionNamed } from "#core/actions/index.ts";
import type { TimelineKind } from "#core/customers/timeline.ts";
import type { MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { clicksOf, type Clicks } from "#shell/repositories/sending/short-links.server.ts";
import { findGuardedCustomer } from "#shell/repositories/simulation/guarded-customer.server.ts";
import {
  consentsById,
  countRoutineSteps,
  decisionsById,
  endingsById,
  listTimeline,
  messagesById,
  ordersOfTimeline,
  type TimelineRow,
  type TimelineConsent,
  type TimelineDecision,
  type TimelineEnding,
  type TimelineMessage,
  waitsById,
  type TimelineOrder,
} from "#shell/repositories/customers/timeline.server.ts";
import { formatDecisionLine, formatHeadline } from "#text/decisions.ts";
import { text } from "#text/en.ts";
import { showMoney } from "#text/money.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { formatReason } from "#text/reasons.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { formatAction } from "../activity/log-actions.server.ts";
import { formatExit } from "../automations/read-triggers.server.ts";

const PAGE_SIZE = 30;
const words = text.customers.timeline;

/** One entry of a customer's timeline. */
export interface TimelineEvent {
  id: string;
  /** Decides colour and icon. */
  kind: "yes" | "no" | "in" | "out" | "order" | "way" | "withheld";
  at: ShownMoment;
  title: string;
  /** Text of the message or statement. */
  body: string | null;
  files: MessageFile[];
  /** The answer that a keyword got at once, or who gave it. */
  answer: string | null;
  /** The reason, as a sentence. */
  note: string | null;
  /** Delivery status of a message. */
  delivery: { status: MessageStatus; errorCode: string | null } | null;
  /** Clicks on its links and the time of the last one, as a sentence. */
  followed: string | null;
  /** Log entry that explains it. */
  logId: string | null;
}

type EventContent = Omit<TimelineEvent, "id" | "at">;

/** One page of a customer's timeline, newest first. `routine` counts the customer's routine steps, also while hidden. */
export async function readTimeline(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  shop: Shop,
  customerId: string,
  { kind, routine = false, ...position }: PagePosition & { kind?: TimelineKind | undefined; routine?: boolean },
): Promise<PageOf<TimelineEvent> & { routine: number }> {
  const sql = db.pool;
  const now = clock.now();
  const customer = await findGuardedCustomer(sql, shop.id, customerId);
  if (!customer) return { rows: [], newer: null, older: null, routine: 0 };
  const page = pageOf(
    await listTimeline(sql, {
      shopId: shop.id,
      customerId,
      phone: customer.phone,
      kind: kind ?? null,
      routine,
      ...readTimePosition(position),
      limit: PAGE_SIZE + 1,
    }),
    PAGE_SIZE,
    position,
    writeTimeCursor,
  );
  const idsOf = (what: TimelineRow["what"]) => page.rows.filter((row) => row.what === what).map(({ id }) => id);
  const toMoment = (at: Instant) => momentOf(at, shop.timezone, now);
  const clicks = await clicksOf(sql, idsOf("message"));
  const contents = new Map<string, EventContent>([
    ...(await consentsById(sql, idsOf("consent"))).map((row) => [row.id, formatConsent(row)] as const),
    ...(await messagesById(sql, idsOf("message"))).map(
      (row) => [row.id, { ...formatMessage(row), followed: formatClicks(clicks.get(row.id), toMoment) }] as const,
    ),
    ...(await decisionsById(sql, idsOf("decision"))).map((row) => [row.id, formatDecision(row)] as const),
    ...(await ordersOfTimeline(sql, { shopId: shop.id, customerId, ids: idsOf("order") })).map(
      (row) => [row.id, formatOrder(row)] as const,
    ),
    ...(await waitsById(sql, idsOf("wait"))).map(
      ({ id, automation, lasted }) =>
        [id, { ...emptyContent, title: words.decision(automation, words.waited(lasted)) }] as const,
    ),
    ...(await endingsById(sql, idsOf("ending"))).map((row) => [row.id, formatEnding(row)] as const),
  ]);
  return {
    ...page,
    routine: kind === undefined || kind === "sequences" ? await countRoutineSteps(sql, customerId) : 0,
    rows: page.rows.flatMap(({ id, at, what }) =>
      contents.has(id) ? [{ ...emptyContent, ...contents.get(id), id: `${what}:${id}`, at: toMoment(at) }] : [],
    ),
  };
}

const emptyContent: EventContent = {
  kind: "way",
  title: "",
  body: null,
  files: [],
  answer: null,
  note: null,
  delivery: null,
  followed: null,
  logId: null,
};

const formatConsent = ({ state, source, words: statement }: TimelineConsent): EventContent => ({
  ...emptyContent,
  kind: state === "subscribed" || state === "pending" ? "yes" : "no",
  title: words.consent[state],
  body: statement,
  note: words.by(text.customers.sourceOf(source)),
});

function formatMessage({
  id,
  media,
  answer,
  answeredBy,
  direction,
  channel,
  subject,
  body,
  status,
  errorCode,
  automation,
  byHand,
  actorName,
  logId,
  reason,
}: TimelineMessage): EventContent {
  if (direction === "inbound")
    return {
      ...emptyContent,
      kind: "in",
      title: words.wrote,
      body: body || null,
      files: filesOf(id, media),
      answer: answeredBy === "twilio" ? text.inbox.answeredByTwilio : answer,
    };
  const title =
    channel === "email" ? words.email(automation) : byHand ? words.byHand(actorName) : words.sent(automation);
  return {
    ...emptyContent,
    kind: "out",
    title,
    body: subject ? `${subject}\n${body}` : body,
    note: reason && formatReason(reason).label,
    delivery: { status, errorCode },
    logId,
  };
}

const formatClicks = (linkClicks: Clicks | undefined, toMoment: (at: Instant) => ShownMoment): string | null =>
  linkClicks?.lastClickAt
    ? text.links.told(linkClicks.clicks, toMoment(linkClicks.lastClickAt).shown, linkClicks.machineClicks)
    : null;

function formatDecision({
  id,
  action,
  status,
  reason,
  automation,
  words: statement,
  endReason,
  lasted,
}: TimelineDecision): EventContent {
  const withheld = (status === "skipped" || status === "failed") && action !== "exit";
  return {
    ...emptyContent,
    kind: withheld ? "withheld" : "way",
    title: titleOf({ action, status, reason, automation, lasted }),
    body: statement,
    note: endReason ? formatExit(endReason) : reason && formatReason(reason).label,
    logId: id,
  };
}

function titleOf({
  action,
  status,
  reason,
  automation,
  lasted,
}: Pick<TimelineDecision, "action" | "status" | "reason" | "automation" | "lasted">): string {
  if (action === "enter" && automation)
    return status === "done" ? words.entered(automation) : words.notEntered(automation);
  if (action === "exit" && automation) return words.left(automation);
  if (action === "send_sms") return words.decision(automation, formatHeadline(action, status, reason));
  const doing = status === "done" && isWait(action) && lasted !== null ? words.waited(lasted) : formatAction(action);
  return words.decision(automation, status === "done" ? doing : words.step(doing, formatDecisionLine(action, status)));
}

const isWait = (action: string): boolean => actionNamed(action)?.dueAt !== undefined;

const formatOrder = ({ name, total, currency, isCancelled, stands }: TimelineOrder): EventContent => ({
  ...emptyContent,
  kind: "order",
  title: words.ordered(name, total !== null && currency !== null ? showMoney(total, currency) : null),
  note: isCancelled ? words.orderCancelled : stands ? null : words.orderRefunded,
});

const formatEnding = ({ status, endReason, automation }: TimelineEnding): EventContent => ({
  ...emptyContent,
  title: words.ended(automation, status),
  note: endReason && formatExit(endReason),
});
