import type { AppContext } from "#shell/context.server.ts";
import { findDecisions } from "#shell/repositories/activity/decisions.server.ts";
import { formatDecisionLine } from "#text/decisions.ts";
import { momentOf } from "#text/moment.ts";
import { formatReason } from "#text/reasons.ts";
import { statusText } from "#text/statuses.ts";
import { readStartable } from "../automations/start-manually.server.ts";
import { readCustomer } from "../customers/read-customer.server.ts";
import type { StaffSession } from "../team/require-staff.server.ts";
import { formatAction } from "./log-actions.server.ts";

/** Lines of a block in the store's admin. */
const LINES = 5;

/** What a block on a customer's or an order's page of the store's admin shows. */
export interface TextsBlock {
  /** Null for a customer that Shopbell does not know. */
  customer: { id: string; phone: string | null; consent: string } | null;
  /** The newest decisions about the customer. */
  lines: { id: string; what: string; why: string | null; at: string }[];
  /** The automations that the member of staff may start; empty without the permission. */
  startable: { id: string; name: string }[];
}

/**
 * Reads the block for a customer, or for the customer of an order.
 * @param asked Shopify's numeric id
 */
export async function readTextsBlock(
  context: AppContext,
  { shop, may }: StaffSession,
  asked: { customer: string } | { order: string } | null,
): Promise<TextsBlock> {
  const id = asked && (await customerIdOf(context, shop.id, asked));
  const customer = id ? await readCustomer(context, shop, id) : null;
  if (!customer) return { customer: null, lines: [], startable: [] };
  const scope = { customers: [customer.id], sequences: [], events: [], messages: [], entries: [] };
  const found = await findDecisions(
    context.db.pool,
    { shopId: shop.id, from: null, until: null, scope },
    { beyond: null, limit: LINES },
  );
  const now = context.clock.now();
  return {
    customer: {
      id: customer.id,
      phone: customer.numbers.find(({ isTaken }) => isTaken)?.phone ?? null,
      consent: customer.suppression ? statusText.consent.unsubscribed : statusText.consent[customer.consent],
    },
    lines: found.map(({ id: line, entryId, automationName, action, status, reason, createdAt }) => ({
      id: entryId ?? line,
      what: [automationName, formatAction(action), status && formatDecisionLine(action, status)]
        .filter(Boolean)
        .join(" · "),
      why: reason && formatReason(reason).label,
      at: momentOf(createdAt, shop.timezone, now).shown,
    })),
    startable: may.includes("sequences.steer") ? await readStartable(context, shop.id) : [],
  };
}

async function customerIdOf(
  { prisma }: AppContext,
  shopId: string,
  asked: { customer: string } | { order: string },
): Promise<string | null> {
  if ("customer" in asked) {
    const known = await prisma.customer.findFirst({
      where: { shopId, shopifyId: asked.customer, erasedAt: null },
      select: { id: true },
    });
    return known?.id ?? null;
  }
  const order = await prisma.storeOrder.findFirst({
    where: { shopId, orderId: asked.order },
    select: { customerId: true },
  });
  return order?.customerId ?? null;
}
