import { type PageOf, pageOf, type PagePosition } from "#core/paging.ts";
import { textStates, type CustomerCounts, type CustomerFilter, type CustomerSort } from "#core/customers/listing.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import type { ConsentState, MessageStatus } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
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

/** Tags to choose from. */
const MAX_TAGS = 50;

export interface CustomersFilter extends CustomerFilter {
  search?: string | undefined;
  sort?: CustomerSort | undefined;
  /** Only the members of this segment. */
  segment?: string | undefined;
}

/** One page of a shop's customers, or of the matches of a search. */
export async function readCustomers(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  shop: Shop,
  { sort = "newest", search, consent, tag, segment, ...position }: PagePosition & CustomersFilter,
): Promise<PageOf<CustomerEntry>> {
  const now = clock.now();
  const found = await listCustomers(db.pool, {
    ...(await select({ db }, shop, { search, consent, tag, segment })),
    sort,
    cursor: position.newer ?? position.older ?? null,
    direction: position.newer ? "backwards" : "forwards",
    limit: PAGE_SIZE + 1,
  });
  const page = pageOf(found, PAGE_SIZE, position, ({ id }) => id);
  return { ...page, rows: page.rows.map((row) => toEntry(row, (at) => momentOf(at, shop.timezone, now))) };
}

const select = async (
  context: Pick<AppContext, "db">,
  shop: Shop,
  { search, consent, tag, segment }: CustomersFilter,
): Promise<CustomerSelection> => ({
  shopId: shop.id,
  people: search ? await findCustomerIds(context, shop, search) : null,
  consent,
  tag,
  segment,
});

/** Counts what the filters would show. It reads every customer of the selection, so pages ask for it after the rows. */
export async function countCustomers(
  { db }: Pick<AppContext, "db">,
  shop: Shop,
  filter: CustomersFilter,
): Promise<CustomerCounts> {
  const selection = await select({ db }, shop, filter);
  const [states, tags] = await Promise.all([
    countByTextState(db.pool, { ...selection, consent: undefined }),
    countByTag(db.pool, { ...selection, tag: undefined }, MAX_TAGS),
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
