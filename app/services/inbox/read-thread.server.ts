import { type PageOf, pageOf, type PagePosition, readTimePosition, writeTimeCursor } from "#core/paging.ts";
import { manualAutomation } from "#core/automations/manual-automation.ts";
import { pricePerSegment } from "#core/credits/prices.ts";
import type { Reason } from "#core/activity/reasons.ts";
import { readPhone, showPhone } from "#core/customers/phone-number.ts";
import { readSettings } from "#core/team/settings.ts";
import type { ConsentState, MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { consentsByReply } from "#shell/repositories/consent/consents.server.ts";
import {
  findConversation,
  listThread,
  type ConversationRow,
  type ThreadRow,
} from "#shell/repositories/inbox/inbox.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { dryRunReply } from "./parts/dry-run-reply.server.ts";

const PAGE_SIZE = 30;

/** One text of a conversation, in or out. */
interface Said {
  id: string;
  at: ShownMoment;
  direction: ThreadRow["direction"];
  body: string;
  /** How far it got; null where no text was made of it. */
  status: MessageStatus | null;
  errorCode: string | null;
  /** By whom: one of the staff by name, or the automation that sent it. */
  by: { kind: "staff"; name: string | null; test: boolean } | { kind: "automation"; name: string } | null;
  logId: string | null;
  /** Why it was not sent. */
  reason: string | null;
  /** When it goes out that waits. */
  goesAt: ShownMoment | null;
  /** Marketing waits because of this one. */
  held: boolean;
  /** What the reply changed: the customer's consent from then on. */
  turned: ConsentState | null;
}

export interface Thread extends PageOf<Said> {
  id: string;
  name: string | null;
  phone: string;
  customerId: string | null;
  unread: number;
  /** The reply that waits for the merchant's word. */
  heldBy: string | null;
  /** Why nothing can be answered now, or until when an answer would wait. */
  standing: { reason: Reason | null; until: ShownMoment | null };
  /** Credits a segment costs to this number; null where we do not send. */
  price: number | null;
  quickReplies: { title: string; body: string }[];
}

/** A conversation, the newest texts first read and last shown. @returns null where the shop has none of this id */
export async function readThread(
  context: Pick<AppContext, "db" | "clock" | "secrets">,
  shop: Shop,
  id: string,
  place: PagePosition,
): Promise<Thread | null> {
  const sql = context.db.pool;
  const conversation = await findConversation(sql, shop.id, id);
  if (!conversation) return null;
  const now = context.clock.now();
  const tell = (at: Instant) => momentOf(at, shop.timezone, now);
  const found = await listThread(sql, {
    shopId: shop.id,
    phone: conversation.phone,
    ...readTimePosition(place),
    limit: PAGE_SIZE + 1,
  });
  const page = pageOf(found, PAGE_SIZE, place, writeTimeCursor);
  const replies = page.rows.flatMap(({ id: said, direction }) => (direction === "inbound" ? [said] : []));
  const turned = await consentsByReply(sql, {
    shopId: shop.id,
    phoneHash: context.secrets.hashPhone(conversation.phone),
    replies,
  });
  const { reason, until } = await dryRunReply(context, shop, conversation, "…");
  return {
    ...page,
    rows: page.rows
      .toReversed()
      .map((row) => ({ ...present(row, conversation, tell), turned: turned.get(row.id) ?? null })),
    id: conversation.id,
    name: conversation.name || null,
    phone: showPhone(conversation.phone),
    customerId: conversation.customerId,
    unread: conversation.unread,
    heldBy: conversation.heldBy,
    standing: { reason, until: until && tell(until) },
    price: pricePerSegment(readPhone(conversation.phone)?.country ?? null),
    quickReplies: readSettings(shop.settings).quickReplies,
  };
}

function present(
  row: ThreadRow,
  { heldBy }: ConversationRow,
  tell: (at: Instant) => ShownMoment,
): Omit<Said, "turned"> {
  const { id, at, direction, body, status, errorCode, logId, reason, dueAt } = row;
  return {
    id,
    at: tell(at),
    direction,
    body,
    status,
    errorCode,
    by: senderOf(row),
    logId,
    reason,
    goesAt: dueAt && tell(dueAt),
    held: id === heldBy,
  };
}

function senderOf({ direction, byHand: written, actorName, automation, automationKey }: ThreadRow): Said["by"] {
  if (direction === "inbound" || automation === null) return null;
  return written
    ? { kind: "staff", name: actorName, test: automationKey === manualAutomation.test.key }
    : { kind: "automation", name: automation };
}
