import { NO_REVENUE, sumRevenue, type OrderRevenue, type Revenue } from "#core/analytics/revenue.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { revenueSince } from "#shell/repositories/intake/store-orders.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";

/** Revenue of the orders attributed to a shop's automations, or to one of them. */
export async function readRevenue(
  context: AppContext,
  shop: Pick<Shop, "id">,
  { since, automationId }: { since: Instant; automationId?: string },
): Promise<Revenue> {
  return sumRevenue(await revenueSince(context.db.pool, shop.id, since, automationId ?? null));
}

/** Revenue by automation id. */
export async function readRevenueByAutomation(
  context: AppContext,
  shop: Pick<Shop, "id">,
  since: Instant,
): Promise<(automationId: string) => Revenue> {
  const parts = new Map<string, OrderRevenue[]>();
  for (const { automationId, ...earned } of await revenueSince(context.db.pool, shop.id, since, null))
    parts.set(automationId, [...(parts.get(automationId) ?? []), earned]);
  return (automationId) => {
    const own = parts.get(automationId);
    return own ? sumRevenue(own) : NO_REVENUE;
  };
}
