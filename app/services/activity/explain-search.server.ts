import { readPhone, showPhone } from "#core/customers/phone-number.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findNames } from "#shell/repositories/customers/find-customers.server.ts";
import { explainText } from "#text/explain.ts";
import { momentOf } from "#text/moment.ts";
import { within } from "#text/sentence.ts";
import { findCustomerIds, stripInvisible } from "../customers/parts/find-customers.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { explain, type Explanation } from "./explain.server.ts";
import { orderIn } from "./parts/search-log.server.ts";

/** Newest events, decisions and messages read for an answer. */
const READ_LIMIT = 200;
/** Lines shown. */
const MAX_LINES = 5;

/** A national number, where the shop's country is not known; an order's name is shorter, Shopify's id longer. */
const NUMBER_LIKE = /^\+?(?:[\s().-]*\d){7,12}$/;

/** The answer to a search that no decision matches. */
export interface SearchAnswer {
  says: string;
  /** What came of the newest store events, and why no automation was triggered. */
  lines: string[];
  customers: { id: string; name: string | null }[];
}

/**
 * Says what is known of a phone number, an email address or an order without any decision: the same that
 * `shopbell explain` says.
 * @param typed the search
 * @returns null for any other search, such as a name that no customer has
 */
export async function explainSearch(
  context: Pick<AppContext, "db" | "clock" | "secrets">,
  shop: Shop,
  typed: string,
): Promise<SearchAnswer | null> {
  const search = stripInvisible(typed);
  const since = within(momentOf(shop.installedAt, shop.timezone, context.clock.now()).shown);
  const phone = readPhone(search.replace(/^tel:/, ""), [shop.countryCode])?.e164;
  if (phone) return explainPhone(context, shop, phone, since);
  const people = await findNames(context.db.pool, await customersFor(context, shop, search));
  const [only] = people;
  if (only && people.length === 1)
    return only.phone
      ? explainPhone(context, shop, only.phone, since)
      : { says: explainText.noNumber(only.name ?? search), lines: [], customers: [only] };
  if (people.length > 1) return { says: explainText.several(people.length), lines: [], customers: people };
  if (NUMBER_LIKE.test(search)) return { says: explainText.unknownPhone(search, since), lines: [], customers: [] };
  if (search.includes("@")) return { says: explainText.unknownEmail(search, since), lines: [], customers: [] };
  const name = orderIn(search);
  if (!name) return null;
  return answerOf(await explain(context, shop, name, { limit: READ_LIMIT }).catch(ifUnknown), [], () =>
    explainText.unknownOrder(name, since),
  );
}

const customersFor = async (context: Pick<AppContext, "db">, shop: Shop, search: string) =>
  (await findCustomerIds(context, shop, search)).slice(0, MAX_LINES);

async function explainPhone(
  context: Pick<AppContext, "db" | "clock" | "secrets">,
  shop: Shop,
  phone: string,
  since: string,
): Promise<SearchAnswer> {
  const explanation = await explain(context, shop, phone, { limit: READ_LIMIT });
  const known = explanation.people.filter(({ erasedAt }) => erasedAt === null).map(({ id }) => id);
  const isKnown = explanation.lines.length > 0 || explanation.people.length > 0 || explanation.suppression !== null;
  return answerOf(isKnown ? explanation : null, await findNames(context.db.pool, known), () =>
    explainText.unknownPhone(showPhone(phone), since),
  );
}

function answerOf(
  explanation: Explanation | null,
  customers: SearchAnswer["customers"],
  formatUnknown: () => string,
): SearchAnswer {
  if (!explanation) return { says: formatUnknown(), lines: [], customers: [] };
  const events = explanation.lines
    .filter(({ kind }) => kind === "event")
    .slice(-MAX_LINES)
    .map(({ says, details }) => [says, ...details].join(" · "));
  const never = explanation.neverConsidered.slice(0, MAX_LINES).map(({ automation, says }) => `${automation}: ${says}`);
  const isConsidered = explanation.lines.some(({ kind }) => kind === "considered");
  const none = customers.length > 0 && never.length === 0 && !isConsidered ? [explainText.noneOn] : [];
  return { says: explanation.says, lines: [...events, ...never, ...none], customers: [...customers] };
}

/** An order that no event names. */
function ifUnknown(error: unknown): null {
  if (error instanceof RangeError) return null;
  throw error;
}
