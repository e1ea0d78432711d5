import type {
  ChangedCheckout,
  ChangedCustomer,
  ChangedOrder,
  ChangedPage,
  ChangedResource,
} from "#core/intake/reconciliation/changes.ts";
import { isCheckoutMissing, missingOfCheckout } from "#core/intake/reconciliation/missing-of-checkout.ts";
import { missingOfCustomer } from "#core/intake/reconciliation/missing-of-customer.ts";
import { mayMiss, missingOfOrder } from "#core/intake/reconciliation/missing-of-order.ts";
import type { MissingEvent } from "#core/intake/reconciliation/missing-event.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findToldCustomers, findToldEvents, findToldOrders } from "#shell/repositories/intake/fetched-events.server.ts";

interface ComparedShop {
  id: string;
  domain: string;
  installedAt: Instant;
}
type Context = Pick<AppContext, "db" | "adminApi">;

/**
 * Finds the events of a page of changed objects that no webhook told, and reads the objects as their webhooks would
 * have shown them.
 * @returns "no answer" when an object could not be read
 */
export async function findMissing<R extends ChangedResource>(
  context: Context,
  shop: ComparedShop,
  resource: R,
  changed: ChangedPage<R>["changed"],
): Promise<MissingEvent[] | "no answer"> {
  if (changed.length === 0) return [];
  if (resource === "orders") return ofOrders(context, shop, changed as ChangedOrder[]);
  if (resource === "checkouts") return ofCheckouts(context, shop, changed as ChangedCheckout[]);
  return ofCustomers(context, shop, changed as ChangedCustomer[]);
}

async function toldBy({ db }: Context, shop: ComparedShop, objects: readonly string[]) {
  const told = Map.groupBy(await findToldEvents(db.pool, shop.id, objects), ({ about }) => about);
  return (object: string) => told.get(object) ?? [];
}

async function ofOrders(
  context: Context,
  shop: ComparedShop,
  orders: readonly ChangedOrder[],
): Promise<MissingEvent[] | "no answer"> {
  const ids = orders.map(({ orderId }) => orderId);
  const toldOf = await toldBy(
    context,
    shop,
    ids.map((id) => `order:${id}`),
  );
  const stored = new Map(
    (await findToldOrders(context.db.pool, shop.id, ids)).map(({ orderId, toldAt }) => [orderId, toldAt]),
  );
  const missing: MissingEvent[] = [];
  for (const order of orders) {
    const told = { events: toldOf(`order:${order.orderId}`), toldAt: stored.get(order.orderId) ?? null };
    if (!mayMiss(order, told, shop)) continue;
    const answer = await context.adminApi.order(shop.domain, order.orderId);
    if (!answer) return "no answer";
    if (answer.order) missing.push(...missingOfOrder(answer.order, told, shop));
  }
  return missing;
}

async function ofCheckouts(
  context: Context,
  shop: ComparedShop,
  checkouts: readonly ChangedCheckout[],
): Promise<MissingEvent[] | "no answer"> {
  const toldOf = await toldBy(
    context,
    shop,
    checkouts.map(({ token }) => `checkout:${token}`),
  );
  const missing: MissingEvent[] = [];
  for (const checkout of checkouts) {
    const told = toldOf(`checkout:${checkout.token}`);
    if (!isCheckoutMissing(checkout, told)) continue;
    const answer = await context.adminApi.checkout(shop.domain, checkout.id);
    if (!answer) return "no answer";
    if (answer.checkout) missing.push(missingOfCheckout(checkout, told, answer.checkout));
  }
  return missing;
}

/** An erased customer stays erased: nothing is fetched of them. */
async function ofCustomers(
  context: Context,
  shop: ComparedShop,
  customers: readonly ChangedCustomer[],
): Promise<MissingEvent[]> {
  const ids = customers.map(({ customerId }) => customerId);
  const toldOf = await toldBy(
    context,
    shop,
    ids.map((id) => `customer:${id}`),
  );
  const known = new Map(
    (await findToldCustomers(context.db.pool, shop.id, ids)).map((customer) => [customer.shopifyId, customer]),
  );
  return customers.flatMap((customer) => {
    const { erased = false, newest = null } = known.get(customer.customerId) ?? {};
    return erased
      ? []
      : missingOfCustomer(customer, { events: toldOf(`customer:${customer.customerId}`), newest }, shop);
  });
}
