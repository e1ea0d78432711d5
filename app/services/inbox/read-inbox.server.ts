import { type PageOf, pageOf, type PagePosition, readTimePosition, writeTimeCursor } from "#core/paging.ts";
import type { InboxTab } from "#core/inbox/inbox-tabs.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  countHeldOf,
  countUnreadOf,
  listConversations,
  type ConversationLine,
} from "#shell/repositories/inbox/inbox.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { findCustomerPhones } from "../customers/parts/find-customers.server.ts";

const PAGE_SIZE = 25;
/** A preview needs no more, and a page's data is read by a phone. */
const PREVIEW = 120;

/** A conversation as a list tells of it. */
interface InboxLine {
  id: string;
  name: string | null;
  phone: string;
  at: ShownMoment;
  unread: number;
  /** A reply may have meant stop, and waits for the merchant's word. */
  held: boolean;
  /** What they wrote last, or what was answered since. */
  words: string;
  answered: boolean;
}

export interface Inbox extends PageOf<InboxLine> {
  unread: number;
  held: number;
}

export interface InboxQuery extends PagePosition {
  tab: InboxTab;
  search?: string | undefined;
}

/** A shop's conversations, those first that wrote last. */
export async function readInbox(
  context: Pick<AppContext, "db" | "clock">,
  shop: Shop,
  asked: InboxQuery,
): Promise<Inbox> {
  const sql = context.db.pool;
  const now = context.clock.now();
  const phones = asked.search ? await findCustomerPhones(context, shop, asked.search) : null;
  const place = readTimePosition(asked);
  const found = await listConversations(sql, {
    shopId: shop.id,
    tab: asked.tab,
    phones,
    ...place,
    limit: PAGE_SIZE + 1,
  });
  const page = pageOf(found, PAGE_SIZE, asked, ({ lastInboundAt, id }) => writeTimeCursor({ at: lastInboundAt, id }));
  return {
    ...page,
    rows: page.rows.map((row) => present(row, (at) => momentOf(at, shop.timezone, now))),
    unread: await countUnreadOf(sql, shop.id),
    held: await countHeldOf(sql, shop.id),
  };
}

const present = (
  { id, name, phone, lastInboundAt, unread, heldBy, wrote, answered }: ConversationLine,
  moment: (at: ConversationLine["lastInboundAt"]) => ShownMoment,
): InboxLine => ({
  id,
  name: name || null,
  phone: showPhone(phone),
  at: moment(lastInboundAt),
  unread,
  held: heldBy !== null,
  words: (answered ?? wrote ?? "").slice(0, PREVIEW),
  answered: answered !== null,
});

/** How many conversations hold texts that nobody has read. */
export const countUnread = ({ db }: Pick<AppContext, "db">, shop: Pick<Shop, "id">): Promise<number> =>
  countUnreadOf(db.pool, shop.id);

/** For how many customers marketing waits until somebody says what their reply meant. */
export const countHeld = ({ db }: Pick<AppContext, "db">, shop: Pick<Shop, "id">): Promise<number> =>
  countHeldOf(db.pool, shop.id);
