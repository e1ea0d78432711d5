import type { AppContext } from "#shell/context.server.ts";
import { findMessage, findOrder } from "#shell/repositories/activity/log-subjects.server.ts";
import type { DecisionScope } from "#shell/repositories/activity/decisions.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import {
  stripInvisible,
  findCustomerIds,
  CUSTOMER_SEARCH_LIMIT,
} from "#services/customers/parts/find-customers.server.ts";

/** What a search was understood to mean, and the rows that it names. */
export interface Searched {
  scope: DecisionScope;
  /** An order by its name, a message, or whoever fits. */
  means: { kind: "order"; name: string } | { kind: "message" } | { kind: "people" };
  /** It fits more customers than are looked at. */
  tooWide: boolean;
}

const nobody: DecisionScope = { customers: [], sequences: [], events: [], messages: [], entries: [] };

const OUR_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** A message's id as Twilio gives it. */
const SID = /^(SM|MM)[\da-f]{32}$/i;
/** What an order may be called, or its number; people also say what it is. */
const LOOKS_LIKE_AN_ORDER = /^(order\s*)?#?\s*([\w-]{1,40})$/i;

/**
 * What a person types who looks for something in the log: a message's id, ours or Twilio's; an order by its name or its
 * number in Shopify; a customer by number, name or e-mail address. What fits exactly goes before what fits in part.
 */
export async function searchLog(
  context: Pick<AppContext, "db">,
  shop: Pick<Shop, "id" | "countryCode">,
  typed: string,
): Promise<Searched> {
  const { pool } = context.db;
  const search = stripInvisible(typed);
  if (OUR_ID.test(search) || SID.test(search)) {
    const message = await findMessage(
      pool,
      shop.id,
      OUR_ID.test(search) ? { id: search.toLowerCase() } : { providerId: search },
    );
    return {
      scope: message
        ? about(message)
        : OUR_ID.test(search)
          ? { ...nobody, entries: [search.toLowerCase()], sequences: [search.toLowerCase()] }
          : nobody,
      means: { kind: "message" },
      tooWide: false,
    };
  }
  const [, isSaid, bare] = LOOKS_LIKE_AN_ORDER.exec(search) ?? [];
  if (bare !== undefined) {
    const order = await findOrder(pool, shop.id, {
      names: [search, bare, `#${bare}`, bare.toUpperCase()],
      subject: /^\d+$/.test(bare) ? `order:${bare}` : null,
    });
    if (order)
      return {
        scope: { ...nobody, ...order.scope },
        means: { kind: "order", name: order.name ?? bare },
        tooWide: false,
      };
    if (search.startsWith("#") || (isSaid && /\d/.test(bare)))
      return { scope: nobody, means: { kind: "people" }, tooWide: false };
  }
  const people = await findCustomerIds(context, shop, search);
  return {
    scope: { ...nobody, customers: people.slice(0, CUSTOMER_SEARCH_LIMIT) },
    means: { kind: "people" },
    tooWide: people.length > CUSTOMER_SEARCH_LIMIT,
  };
}

/**
 * A text that came in is no decision: then whoever wrote it is meant. One that has no decision yet is found by its
 * sequence.
 */
function about({
  id,
  decided,
  inbound,
  sequenceId,
  customerId,
}: NonNullable<Awaited<ReturnType<typeof findMessage>>>): DecisionScope {
  if (decided) return { ...nobody, messages: [id] };
  if (inbound) return { ...nobody, customers: customerId ? [customerId] : [] };
  return { ...nobody, messages: [id], sequences: sequenceId ? [sequenceId] : [] };
}
