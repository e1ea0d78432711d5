import { type PageOf, pageOf, type PagePosition, readTimePosition, writeTimeCursor } from "#core/paging.ts";
import { manualAutomation } from "#core/automations/manual-automation.ts";
import { pricePerSegment } from "#core/credits/prices.ts";
import { filesOf, type MessageFile } from "#core/inbox/media.ts";
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
import { dayMomentOf, momentOf, type DayMoment, type ShownMoment } from "#text/moment.ts";
import { listAssignees, type Assignee } from "../team/parts/assignees.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { dryRunReply } from "./parts/dry-run-reply.server.ts";
import { readThreadCustomer, type ThreadCustomer } from "./parts/read-thread-customer.server.ts";

const PAGE_SIZE = 30;

/** One text of a conversation, in or out. */
interface ThreadMessage {
  kind: "text";
  id: string;
  at: DayMoment;
  direction: NonNullable<ThreadRow["direction"]>;
  body: string;
  files: MessageFile[];
  /** The answer that a keyword got at once: its words, or null for Twilio's own, which are not known. */
  answer: { words: string | null } | null;
  /** Delivery status; null if no message was created. */
  status: MessageStatus | null;
  errorCode: string | null;
  /** Sender: a staff member, or an automation. */
  by: { kind: "staff"; name: string | null; test: boolean } | { kind: "automation"; name: string } | null;
  logId: string | null;
  /** Reason key, if it was not sent. */
  reason: string | null;
  /** Due time of a waiting text. */
  goesAt: ShownMoment | null;
  /** This reply holds the customer's marketing. */
  held: boolean;
  /** The customer's new consent, if the reply changed it. */
  turned: ConsentState | null;
}

/** An internal note of staff, which is never sent. */
interface ThreadNote {
  kind: "note";
  id: string;
  at: DayMoment;
  body: string;
  /** Null for a former staff member. */
  author: string | null;
}

export interface Thread extends PageOf<ThreadMessage | ThreadNote> {
  id: string;
  name: string | null;
  phone: string;
  customer: ThreadCustomer;
  unread: number;
  isClosed: boolean;
  /** The staff member it is assigned to. */
  assignee: Assignee | null;
  /** The staff members it can be assigned to. */
  assignees: Assignee[];
  /** The reply that waits for the merchant's decision. */
  heldBy: string | null;
  /** Why a reply would not go out now, or until when it would wait. */
  standing: { reason: Reason | null; until: ShownMoment | null };
  /** Credits per segment to this number; null if its country is not served. */
  price: number | null;
  quickReplies: { title: string; body: string }[];
}

/**
 * One page of a conversation: pages from the newest, rows oldest first.
 * @returns null if the shop has no such conversation
 */
export async function readThread(
  context: Pick<AppContext, "db" | "clock" | "secrets" | "env">,
  shop: Shop,
  id: string,
  position: PagePosition,
): Promise<Thread | null> {
  const sql = context.db.pool;
  const conversation = await findConversation(sql, shop.id, id);
  if (!conversation) return null;
  const now = context.clock.now();
  const toMoment = (at: Instant) => momentOf(at, shop.timezone, now);
  const found = await listThread(sql, {
    shopId: shop.id,
    conversationId: conversation.id,
    phone: conversation.phone,
    ...readTimePosition(position),
    limit: PAGE_SIZE + 1,
  });
  const page = pageOf(found, PAGE_SIZE, position, writeTimeCursor);
  const replies = page.rows.flatMap(({ id: messageId, direction }) => (direction === "inbound" ? [messageId] : []));
  const consentByMessage = await consentsByReply(sql, {
    shopId: shop.id,
    addressHash: context.secrets.hashAddress(conversation.phone),
    replies,
  });
  const { reason, until } = await dryRunReply(context, shop, conversation, "…");
  return {
    ...page,
    rows: page.rows.toReversed().map((row) => {
      const at = dayMomentOf(row.at, shop.timezone, now);
      if (row.direction === null) return { kind: "note", id: row.id, at, body: row.body, author: row.actorName };
      const message = toMessage({ ...row, direction: row.direction }, conversation, toMoment);
      return { ...message, kind: "text", at, turned: consentByMessage.get(row.id) ?? null };
    }),
    id: conversation.id,
    name: conversation.name || null,
    phone: showPhone(conversation.phone),
    customer: await readThreadCustomer(context, shop, conversation),
    unread: conversation.unread,
    isClosed: conversation.closedAt !== null,
    assignee:
      conversation.assigneeId === null ? null : { userId: conversation.assigneeId, name: conversation.assignee ?? "" },
    assignees: await listAssignees(context, shop.id, "messages.reply"),
    heldBy: conversation.heldBy,
    standing: { reason, until: until && toMoment(until) },
    price: pricePerSegment(readPhone(conversation.phone)?.country ?? null),
    quickReplies: readSettings(shop.settings).quickReplies,
  };
}

/** A row of the thread that is no note. */
type TextRow = ThreadRow & Pick<ThreadMessage, "direction">;

function toMessage(
  row: TextRow,
  { heldBy }: ConversationRow,
  toMoment: (at: Instant) => ShownMoment,
): Omit<ThreadMessage, "kind" | "at" | "turned"> {
  const { id, direction, body, media, answer, answeredBy, status, errorCode, logId, reason, dueAt } = row;
  return {
    id,
    direction,
    body,
    files: filesOf(id, media),
    answer: answeredBy && { words: answer },
    status,
    errorCode,
    by: senderOf(row),
    logId,
    reason,
    goesAt: dueAt && toMoment(dueAt),
    held: id === heldBy,
  };
}

function senderOf({ direction, byHand: isManual, actorName, automation, automationKey }: TextRow): ThreadMessage["by"] {
  if (direction === "inbound" || automation === null) return null;
  return isManual
    ? { kind: "staff", name: actorName, test: automationKey === manualAutomation.test.key }
    : { kind: "automation", name: automation };
}
