import { type PageOf, pageOf, type PagePosition, readTimePosition, writeTimeCursor } from "#core/paging.ts";
import type { InboxCounts, InboxTab } from "#core/inbox/inbox-tabs.ts";
import { filesOf } from "#core/inbox/media.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  countHeldOf,
  countTabs,
  countUnreadOf,
  listConversations,
  type ConversationLine,
} from "#shell/repositories/inbox/inbox.server.ts";
import { nameFiles } from "#text/files.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { findCustomerPhones } from "../customers/parts/find-customers.server.ts";

const PAGE_SIZE = 25;
/** Characters of a preview: the list must stay small on mobile. */
const PREVIEW_LENGTH = 120;

/** A conversation, as a list row. */
interface InboxLine {
  id: string;
  name: string | null;
  phone: string;
  at: ShownMoment;
  unread: number;
  /** A reply may mean STOP and waits for the merchant's decision. */
  held: boolean;
  /** The name of the staff member it is assigned to. */
  assignee: string | null;
  /** The customer's last text, or the answer to it. */
  words: string;
  answered: boolean;
}

export interface Inbox extends PageOf<InboxLine> {
  /** Each at most 1,000. */
  counts: InboxCounts;
}

export interface InboxQuery extends PagePosition {
  tab: InboxTab;
  /** Shopify's id of the staff member who asks. */
  userId: string;
  search?: string | undefined;
}

/** One page of a shop's conversations, latest inbound text first. */
export async function readInbox(
  context: Pick<AppContext, "db" | "clock">,
  shop: Shop,
  request: InboxQuery,
): Promise<Inbox> {
  const sql = context.db.pool;
  const now = context.clock.now();
  const phones = request.search ? await findCustomerPhones(context, shop, request.search) : null;
  const position = readTimePosition(request);
  const found = await listConversations(sql, {
    shopId: shop.id,
    tab: request.tab,
    userId: request.userId,
    phones,
    ...position,
    limit: PAGE_SIZE + 1,
  });
  const page = pageOf(found, PAGE_SIZE, request, ({ lastInboundAt, id }) => writeTimeCursor({ at: lastInboundAt, id }));
  return {
    ...page,
    rows: page.rows.map((row) => toLine(row, (at) => momentOf(at, shop.timezone, now))),
    counts: await countTabs(sql, shop.id, request.userId),
  };
}

const toLine = (
  { id, name, phone, lastInboundAt, unread, heldBy, assignee, wrote, wroteMedia, answered }: ConversationLine,
  toMoment: (at: ConversationLine["lastInboundAt"]) => ShownMoment,
): InboxLine => ({
  id,
  name: name || null,
  phone: showPhone(phone),
  at: toMoment(lastInboundAt),
  unread,
  held: heldBy !== null,
  assignee,
  words: (answered ?? (wrote?.trim() || nameFiles(filesOf(id, wroteMedia)))).slice(0, PREVIEW_LENGTH),
  answered: answered !== null,
});

/** Number of conversations with unread texts. */
export const countUnread = ({ db }: Pick<AppContext, "db">, shop: Pick<Shop, "id">): Promise<number> =>
  countUnreadOf(db.pool, shop.id);

/** Number of customers whose marketing is held until the merchant decides on a reply. */
export const countHeld = ({ db }: Pick<AppContext, "db">, shop: Pick<Shop, "id">): Promise<number> =>
  countHeldOf(db.pool, shop.id);
