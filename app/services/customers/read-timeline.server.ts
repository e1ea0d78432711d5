import { type PageOf, pageOf, type PagePosition, readTimePosition, writeTimeCursor } from "#core/paging.ts";
import type { TimelineKind } from "#core/customers/timeline.ts";
import type { MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { clicksOf, type Clicks } from "#shell/repositories/sending/short-links.server.ts";
import { findSampleCustomers } from "#shell/repositories/simulation/sample-customers.server.ts";
import {
  consentsById,
  decisionsById,
  endingsById,
  listTimeline,
  messagesById,
  type TimelineRow,
  type TimelineConsent,
  type TimelineDecision,
  type TimelineEnding,
  type TimelineMessage,
} from "#shell/repositories/customers/timeline.server.ts";
import { formatHeadline } from "#text/decisions.ts";
import { text } from "#text/en.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { formatReason } from "#text/reasons.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { formatAction } from "../activity/log-actions.server.ts";
import { formatExit } from "../automations/read-triggers.server.ts";

const PAGE_SIZE = 30;
const words = text.customers.timeline;

/** One thing that happened to a customer, or did not. */
export interface TimelineEvent {
  id: string;
  /** What it is to the eye: a colour and a mark. */
  kind: "yes" | "no" | "in" | "out" | "way" | "withheld";
  at: ShownMoment;
  title: string;
  /** What was said, word for word. */
  body: string | null;
  /** Why, in a sentence. */
  note: string | null;
  /** How far a text got. */
  delivery: { status: MessageStatus; errorCode: string | null } | null;
  /** How often a link in it was followed, and when last, in words. */
  followed: string | null;
  /** The row of the log that explains it. */
  logId: string | null;
}

type Told = Omit<TimelineEvent, "id" | "at">;

/** A customer's life with this shop, newest first. */
export async function readTimeline(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  shop: Shop,
  customerId: string,
  { kind, ...place }: PagePosition & { kind?: TimelineKind | undefined },
): Promise<PageOf<TimelineEvent>> {
  const sql = db.pool;
  const now = clock.now();
  const person = await findSampleCustomers(sql, shop.id, customerId);
  if (!person) return { rows: [], newer: null, older: null };
  const page = pageOf(
    await listTimeline(sql, {
      shopId: shop.id,
      customerId,
      phone: person.phone,
      kind: kind ?? null,
      ...readTimePosition(place),
      limit: PAGE_SIZE + 1,
    }),
    PAGE_SIZE,
    place,
    writeTimeCursor,
  );
  const idsOf = (what: TimelineRow["what"]) => page.rows.filter((row) => row.what === what).map(({ id }) => id);
  const moment = (at: Instant) => momentOf(at, shop.timezone, now);
  const clicks = await clicksOf(sql, idsOf("message"));
  const told = new Map<string, Told>([
    ...(await consentsById(sql, idsOf("consent"))).map((row) => [row.id, tellConsent(row)] as const),
    ...(await messagesById(sql, idsOf("message"))).map(
      (row) => [row.id, { ...tellMessage(row), followed: tellClicks(clicks.get(row.id), moment) }] as const,
    ),
    ...(await decisionsById(sql, idsOf("decision"))).map((row) => [row.id, tellDecision(row)] as const),
    ...(await endingsById(sql, idsOf("ending"))).map((row) => [row.id, tellEnding(row)] as const),
  ]);
  return {
    ...page,
    rows: page.rows.flatMap(({ id, at, what }) =>
      told.has(id) ? [{ ...plain, ...told.get(id), id: `${what}:${id}`, at: moment(at) }] : [],
    ),
  };
}

const plain: Told = { kind: "way", title: "", body: null, note: null, delivery: null, followed: null, logId: null };

const tellConsent = ({ state, source, words: said }: TimelineConsent): Told => ({
  ...plain,
  kind: state === "subscribed" || state === "pending" ? "yes" : "no",
  title: words.consent[state],
  body: said,
  note: words.by(text.customers.sourceOf(source)),
});

function tellMessage({
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
}: TimelineMessage): Told {
  if (direction === "inbound") return { ...plain, kind: "in", title: words.wrote, body };
  const title =
    channel === "email" ? words.email(automation) : byHand ? words.byHand(actorName) : words.sent(automation);
  return {
    ...plain,
    kind: "out",
    title,
    body: subject ? `${subject}\n${body}` : body,
    note: reason && formatReason(reason).label,
    delivery: { status, errorCode },
    logId,
  };
}

const tellClicks = (of: Clicks | undefined, moment: (at: Instant) => ShownMoment): string | null =>
  of?.lastClickAt ? text.links.told(of.clicks, moment(of.lastClickAt).shown) : null;

function tellDecision({ id, action, status, reason, automation, words: said, endReason }: TimelineDecision): Told {
  const withheld = (status === "skipped" || status === "failed") && action !== "exit";
  const headline =
    action === "enter" || action === "exit" || action === "send_sms"
      ? formatHeadline(action, status, reason)
      : words.step(formatAction(action), formatHeadline(action, status, reason));
  return {
    ...plain,
    kind: withheld ? "withheld" : "way",
    title: words.decision(automation, headline),
    body: said,
    note: endReason ? formatExit(endReason) : reason && formatReason(reason).label,
    logId: id,
  };
}

const tellEnding = ({ status, endReason, automation }: TimelineEnding): Told => ({
  ...plain,
  title: words.ended(automation, status),
  note: endReason && formatExit(endReason),
});
