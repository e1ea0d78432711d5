import type { AppContext } from "#shell/context.server.ts";
import { findMessage, findOrder } from "#shell/repositories/activity/log-subjects.server.ts";
import type { DecisionScope } from "#shell/repositories/activity/decisions.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import {
  stripInvisible,
  findCustomerIds,
  CUSTOMER_SEARCH_LIMIT,
} from "#services/customers/parts/find-customers.server.ts";

/** A parsed search, and the rows that it matches. */
export interface LogSearch {
  scope: DecisionScope;
  /** What the search matched. */
  means: { kind: "order"; name: string } | { kind: "message" } | { kind: "people" };
  /** More customers match than `CUSTOMER_SEARCH_LIMIT`. */
  tooWide: boolean;
}

const emptyScope: DecisionScope = { customers: [], sequences: [], events: [], messages: [], entries: [] };

const OWN_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** Twilio message SID. */
const SID = /^(SM|MM)[\da-f]{32}$/i;
/** Order name or number, optionally after "order". */
const ORDER_LIKE = /^(order\s*)?#?\s*([\w-]{1,40})$/i;

/**
 * Parses a log search: a message id or Twilio SID; an order name or Shopify order number; else a customer by number,
 * name or e-mail address. Exact matches come before partial ones.
 */
export async function searchLog(
  context: Pick<AppContext, "db">,
  shop: Pick<Shop, "id" | "countryCode">,
  typed: string,
): Promise<LogSearch> {
  const { pool } = context.db;
  const search = stripInvisible(typed);
  if (OWN_ID.test(search) || SID.test(search)) {
    const message = await findMessage(
      pool,
      shop.id,
      OWN_ID.test(search) ? { id: search.toLowerCase() } : { providerId: search },
    );
    return {
      scope: message
        ? scopeOf(message)
        : OWN_ID.test(search)
          ? { ...emptyScope, entries: [search.toLowerCase()], sequences: [search.toLowerCase()] }
          : emptyScope,
      means: { kind: "message" },
      tooWide: false,
    };
  }
  const [, prefix, orderName] = ORDER_LIKE.exec(search) ?? [];
  if (orderName !== undefined) {
    const order = await findOrder(pool, shop.id, {
      names: [search, orderName, `#${orderName}`, orderName.toUpperCase()],
      subject: /^\d+$/.test(orderName) ? `order:${orderName}` : null,
    });
    if (order)
      return {
        scope: { ...emptyScope, ...order.scope },
        means: { kind: "order", name: order.name ?? orderName },
        tooWide: false,
      };
    if (search.startsWith("#") || (prefix && /\d/.test(orderName)))
      return { scope: emptyScope, means: { kind: "people" }, tooWide: false };
  }
  const people = await findCustomerIds(context, shop, search);
  return {
    scope: { ...emptyScope, customers: people.slice(0, CUSTOMER_SEARCH_LIMIT) },
    means: { kind: "people" },
    tooWide: people.length > CUSTOMER_SEARCH_LIMIT,
  };
}

/** The order that a search names, such as "#1042" or "order 1042" as "1042"; null if it has no digit. */
export function orderIn(search: string): string | null {
  const name = ORDER_LIKE.exec(search)?.[2];
  return name && /\d/.test(name) ? name : null;
}

/** An inbound text has no decision, so match its customer. A text without a decision yet matches by its sequence. */
function scopeOf({
  id,
  decided,
  inbound,
  sequenceId,
  customerId,
}: NonNullable<Awaited<ReturnType<typeof findMessage>>>): DecisionScope {
  if (decided) return { ...emptyScope, messages: [id] };
  if (inbound) return { ...emptyScope, customers: customerId ? [customerId] : [] };
  return { ...emptyScope, messages: [id], sequences: sequenceId ? [sequenceId] : [] };
}
