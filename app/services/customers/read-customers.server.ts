import { type PageOf, pageOf, type PagePosition } from "#core/paging.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import type { ConsentState, MessageStatus } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import { listCustomers, type CustomerLine } from "#shell/repositories/customers/find-customers.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { findCustomerIds } from "./parts/find-customers.server.ts";

const PAGE_SIZE = 50;

/** A customer as a line of a list. */
export interface CustomerEntry {
  id: string;
  name: string | null;
  phone: string | null;
  email: string | null;
  /** Whether texts may go: what the customer agreed to, unless the number is silenced or the data gone. */
  consent: ConsentState | "suppressed" | "erased";
  held: boolean;
  lastText: { at: ShownMoment; status: MessageStatus } | null;
  orders: number | null;
  /** Such as "129.50 USD". */
  spent: string | null;
}

/** A cursor of the list: a customer's id. */
export const CUSTOMER_CURSOR = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Customers of a shop, the newest first, or those that a search means. */
export async function readCustomers(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  shop: Shop,
  { search, ...place }: PagePosition & { search?: string | undefined },
): Promise<PageOf<CustomerEntry>> {
  const now = clock.now();
  const found = await listCustomers(db.pool, {
    shopId: shop.id,
    people: search ? await findCustomerIds({ db }, shop, search) : null,
    cursor: place.newer ?? place.older ?? null,
    order: place.newer ? "oldest" : "newest",
    limit: PAGE_SIZE + 1,
  });
  const page = pageOf(found, PAGE_SIZE, place, ({ id }) => id);
  return { ...page, rows: page.rows.map((row) => present(row, (at) => momentOf(at, shop.timezone, now))) };
}

const present = (
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
  spent: row.totalSpent && showMoney(row.totalSpent, row.currency),
});

/** An amount as the store tells it, to the cent. */
export const showMoney = (amount: string, currency: string | null): string =>
  [amount.replace(/(\.\d\d)\d*$/, "$1"), currency].filter(Boolean).join(" ");
