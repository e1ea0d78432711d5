import { type PageOf, pageOf, type PagePosition } from "#core/paging.ts";
import { textStates, type CustomerFilter, type CustomerSort, type TextState } from "#core/customers/listing.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import type { ConsentState, MessageStatus } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import {
  countByTag,
  countByTextState,
  listCustomers,
  type CustomerLine,
  type CustomerSelection,
} from "#shell/repositories/customers/list-customers.server.ts";
import { showMoney } from "#text/money.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { findCustomerIds } from "./parts/find-customers.server.ts";

const PAGE_SIZE = 50;

/** A customer, as a list row. */
export interface CustomerEntry {
  id: string;
  name: string | null;
  phone: string | null;
  email: string | null;
  /** The customer's consent, unless the number is suppressed or the data is erased. */
  consent: ConsentState | "suppressed" | "erased";
  held: boolean;
  lastText: { at: ShownMoment; status: MessageStatus } | null;
  orders: number | null;
  /** Such as "129.50 USD". */
  spent: string | null;
}

/** Page cursor: a customer id. */
export const CUSTOMER_CURSOR = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Tags to choose from. */
const MAX_TAGS = 50;

export interface CustomersFilter extends CustomerFilter {
  search?: string | undefined;
  sort?: CustomerSort | undefined;
}

/** One page of a shop's customers, or of the matches of a search, with the counts beside the filters. */
export async function readCustomers(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  shop: Shop,
  { search, sort = "newest", consent, tag, ...position }: PagePosition & CustomersFilter,
): Promise<PageOf<CustomerEntry> & CustomerCounts> {
  const now = clock.now();
  const selection: CustomerSelection = {
    shopId: shop.id,
    people: search ? await findCustomerIds({ db }, shop, search) : null,
    consent,
    tag,
  };
  const found = await listCustomers(db.pool, {
    ...selection,
    sort,
    cursor: position.newer ?? position.older ?? null,
    direction: position.newer ? "backwards" : "forwards",
    limit: PAGE_SIZE + 1,
  });
  const page = pageOf(found, PAGE_SIZE, position, ({ id }) => id);
  return {
    ...page,
    ...(await countCustomers(db.pool, selection)),
    rows: page.rows.map((row) => toEntry(row, (at) => momentOf(at, shop.timezone, now))),
  };
}

/** How many customers each choice of a filter would show, with the other filter as it is. */
export interface CustomerCounts {
  consents: { state: TextState; count: number }[];
  /** The most frequent tags. */
  tags: { tag: string; count: number }[];
}

async function countCustomers(sql: Sql, selection: CustomerSelection): Promise<CustomerCounts> {
  const [states, tags] = await Promise.all([
    countByTextState(sql, { ...selection, consent: undefined }),
    countByTag(sql, { ...selection, tag: undefined }, MAX_TAGS),
  ]);
  return {
    consents: textStates.map((state) => ({ state, count: states.find((row) => row.state === state)?.count ?? 0 })),
    tags,
  };
}

const toEntry = (
  row: CustomerLine,
  moment: (at: NonNullable<CustomerLine["textedAt"]>) => ShownMoment,
): CustomerEntry => ({
  id: row.id,
  name: row.name || null,
  phone: row.phone && showPhone(row.phone),
  email: row.email,
  consent: row.erased ? "erased" : row.suppressed ? "suppressed" : row.smsConsent,
  held: row.held,
  lastText: row.textedAt && row.textStatus ? { at: moment(row.textedAt), status: row.textStatus } : null,
  orders: row.ordersCount,
  spent: row.totalSpent && showSpent(row.totalSpent, row.currency),
});

/** An amount with its currency: "$330.00". Without a known currency the amount alone, cut to cents. */
export const showSpent = (amount: string, currency: string | null): string =>
  currency ? showMoney(amount, currency) : amount.replace(/(\.\d\d)\d*$/, "$1");
