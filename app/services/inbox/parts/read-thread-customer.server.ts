import { summarizeOrder, type OrderSummary } from "#core/customers/order-summary.ts";
import type { ConsentState } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findCustomer, lastOrdersOf } from "#shell/repositories/customers/customer-page.server.ts";
import { findSubscriber } from "#shell/repositories/consent/subscribers.server.ts";
import { isSuppressed } from "#shell/repositories/consent/consents.server.ts";
import type { ConversationRow } from "#shell/repositories/inbox/inbox.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { showMoney } from "#text/money.ts";
import { showSpent } from "#services/customers/read-customers.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";

const LAST_ORDERS = 5;

/** An order of the customer, for the inbox. */
interface ThreadOrder extends OrderSummary {
  id: string;
  placed: ShownMoment;
  total: string | null;
}

/** The customer beside a conversation. */
export interface ThreadCustomer {
  /** Null for a number that no customer has. */
  id: string | null;
  /** Consent of the number of the conversation. */
  consent: ConsentState | "suppressed";
  email: string | null;
  tags: string[];
  orders: number | null;
  spent: string | null;
  since: ShownMoment | null;
  lastOrders: ThreadOrder[];
}

/** What staff see of the customer beside the conversation. */
export async function readThreadCustomer(
  { db, clock, secrets }: Pick<AppContext, "db" | "clock" | "secrets">,
  shop: Shop,
  { phone, customerId }: Pick<ConversationRow, "phone" | "customerId">,
): Promise<ThreadCustomer> {
  const sql = db.pool;
  const now = clock.now();
  const hash = secrets.hashAddress(phone);
  const subscriber = await findSubscriber(sql, shop.id, hash);
  const consent = (await isSuppressed(sql, shop.id, hash)) ? "suppressed" : (subscriber?.consent ?? "not_subscribed");
  const customer = customerId === null ? null : await findCustomer(sql, shop.id, customerId);
  const orders = customer ? await lastOrdersOf(sql, shop.id, customer.id, LAST_ORDERS) : [];
  return {
    id: customer?.id ?? null,
    consent,
    email: customer?.email ?? null,
    tags: customer?.tags ?? [],
    orders: customer?.ordersCount ?? null,
    spent: customer?.totalSpent ? showSpent(customer.totalSpent, customer.currency) : null,
    since: customer && momentOf(customer.since ?? customer.createdAt, shop.timezone, now),
    lastOrders: orders.map((order) => ({
      id: order.orderId,
      ...summarizeOrder(order),
      placed: momentOf(order.placedAt, shop.timezone, now),
      total: order.total === null ? null : order.currency ? showMoney(order.total, order.currency) : order.total,
    })),
  };
}
