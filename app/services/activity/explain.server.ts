import type { SubscriberState } from "#core/consent/subscriber.ts";
import { isUnreachable } from "#core/sending/reachability.ts";
import { findSubscriber } from "#shell/repositories/consent/subscribers.server.ts";
import { readPhone, showPhone } from "#core/customers/phone-number.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  attemptsOf,
  consentsOf,
  consideredBy,
  eventsAboutOrder,
  eventsOf,
  linksOf,
  listeningOf,
  logsOf,
  messagesOf,
  movementsOf,
  customersByPhone,
  suppressionOf,
  tasksOf,
  sequencesOf,
  type ConsentRow,
  type HistoryCustomerRow,
  type SuppressionRow,
} from "#shell/repositories/customers/customer-history.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { explainText } from "#text/explain.ts";
import { momentOf } from "#text/moment.ts";
import { within } from "#text/sentence.ts";
import { readRunStates } from "../engine/parts/read-run-states.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { neverConsidered, type NeverConsidered } from "./parts/never-considered.server.ts";
import type { ShowInstant } from "./parts/format-checks.server.ts";
import {
  formatClick,
  formatConsent,
  formatDecision,
  formatEvent,
  formatMessage,
  formatTask,
  formatSequence,
  type ExplanationLine,
} from "./parts/format-explanation.server.ts";

export interface Explanation {
  /** E.164; empty for the explanation of an order. */
  phone: string;
  /** The current state in one line. */
  says: string;
  /** Whether a marketing text would pass consent now. */
  mayMarket: boolean;
  people: HistoryCustomerRow[];
  suppression: SuppressionRow | null;
  /** Decisions, messages and events, oldest first; the due step comes last. */
  lines: ExplanationLine[];
  neverConsidered: NeverConsidered[];
  /** Whether the history exceeds the limit; then `lines` has the newest. */
  cut: boolean;
}

const DEFAULT_LIMIT = 2_000;

interface ExplainOptions {
  /** Maximum number of events, decisions and messages each. */
  limit?: number;
  /** Show times to the second instead of relative to now. */
  exact?: boolean;
}

/**
 * Explains why a number did or did not get each text, for all customers of the shop with that number, including erased
 * ones. Read-only.
 * @param phone in any notation with its country code, or a national number of the shop's country; or an order's number
 *   or Shopify's id of an order, which describes that order alone
 * @throws RangeError if it is neither
 */
export async function explain(
  { db, clock, secrets }: Pick<AppContext, "db" | "clock" | "secrets">,
  shop: Shop,
  phone: string,
  { limit = DEFAULT_LIMIT, exact = false }: ExplainOptions = {},
): Promise<Explanation> {
  const number = readPhone(phone, [shop.countryCode]);
  if (!number) {
    const about = await explainOrder(
      db.pool,
      shop,
      phone,
      limit,
      (at) => momentOf(at, shop.timezone, clock.now()).exact,
    );
    if (about) return about;
    throw new RangeError(
      `"${phone}" is no phone number and no order; write a number with its country's prefix, such as +12125550123, ` +
        "or an order's number, such as #1042",
    );
  }
  const { e164 } = number;
  const addressHash = secrets.hashAddress(e164);
  const sql = db.pool;
  const now = clock.now();
  const formatInstant: ShowInstant = (at) =>
    exact ? momentOf(at, shop.timezone, now).exact : within(momentOf(at, shop.timezone, now).shown);

  const people = await customersByPhone(sql, shop.id, addressHash);
  const ids = people.map(({ id }) => id);
  const suppression = await suppressionOf(sql, shop.id, addressHash);
  const subscriber = await findSubscriber(sql, shop.id, addressHash);
  const consents = await consentsOf(sql, shop.id, [addressHash]);
  const events = await eventsOf(sql, ids, limit);
  const logs = (await logsOf(sql, ids, limit)).reverse();
  const messages = await messagesOf(sql, shop.id, ids, e164, limit);
  const messageIds = messages.map(({ id }) => id);
  const attempts = await attemptsOf(sql, messageIds);
  const movements = await movementsOf(sql, messageIds);
  const sequences = await sequencesOf(sql, shop.id, ids);
  const runs = await readRunStates(
    { db, clock },
    sequences.map(({ id }) => id),
  );

  const lines = [
    ...consents.map((row) => formatConsent(row, formatInstant)),
    ...events.map((row) => formatEvent(row, logs)),
    ...logs.map((row) => formatDecision(row, formatInstant)),
    ...messages.toReversed().map((row) => formatMessage(row, attempts, movements, formatInstant)),
    ...sequences.flatMap((row) => {
      const run = runs.get(row.id);
      return run ? formatSequence(row, run) : [];
    }),
    ...(await tasksOf(sql, ids)).map(formatTask),
    ...(await linksOf(sql, ids)).flatMap(formatClick),
  ];
  return {
    phone: e164,
    ...summarize(
      { phone: e164, people, subscriber, suppression, consents, known: lines.length > 0 },
      now,
      formatInstant,
    ),
    people,
    suppression,
    lines: lines.sort((a, b) => Temporal.Instant.compare(a.at, b.at)),
    neverConsidered: people.some(({ erasedAt }) => erasedAt === null)
      ? neverConsidered(await listeningOf(sql, shop.id), await consideredBy(sql, ids), events, formatInstant)
      : [],
    cut: [events, logs, messages].some(({ length }) => length === limit),
  };
}

/** Explains what became of the events about one order; null when no event is about it. */
async function explainOrder(
  sql: Sql,
  shop: Shop,
  order: string,
  limit: number,
  formatInstant: ShowInstant,
): Promise<Explanation | null> {
  const events = await eventsAboutOrder(sql, shop.id, order.trim(), limit);
  if (events.length === 0) return null;
  const ids = new Set(events.map(({ id }) => id));
  const people = [...new Set(events.flatMap(({ customerId }) => customerId ?? []))];
  const logs = (await logsOf(sql, people, limit))
    .filter(({ storeEventId }) => storeEventId !== null && ids.has(storeEventId))
    .reverse();
  const lines = [
    ...events.map((row) => formatEvent(row, logs)),
    ...logs.map((row) => formatDecision(row, formatInstant)),
  ];
  return {
    phone: "",
    says: explainText.order(order.trim()),
    mayMarket: false,
    people: [],
    suppression: null,
    lines: lines.sort((a, b) => Temporal.Instant.compare(a.at, b.at)),
    neverConsidered: [],
    cut: events.length === limit,
  };
}

interface ConsentFacts {
  phone: string;
  people: readonly HistoryCustomerRow[];
  subscriber: SubscriberState | null;
  suppression: SuppressionRow | null;
  consents: readonly ConsentRow[];
  /** Whether the shop has any record of the number. */
  known: boolean;
}

/** Applies the consent guard's rules to the number now: opt-outs come before missing opt-ins. */
function summarize(
  { phone, people, subscriber, suppression, consents, known }: ConsentFacts,
  now: Instant,
  formatInstant: ShowInstant,
): Pick<Explanation, "says" | "mayMarket"> {
  const no = (says: string) => ({ says: `${showPhone(phone)} ${says}`, mayMarket: false });
  const { may } = explainText;
  if (suppression && !suppression.liftedAt)
    return no(
      may.saidStop(
        formatInstant(suppression.createdAt),
        consents.findLast(({ state, words }) => state === "unsubscribed" && words !== null)?.words ?? null,
      ),
    );
  const erased = newest(people.flatMap(({ erasedAt }) => erasedAt ?? []));
  if (erased && people.every(({ erasedAt }) => erasedAt !== null)) return no(may.erased(formatInstant(erased)));
  if (!subscriber) return known ? no(may.never) : { says: explainText.unknown(showPhone(phone)), mayMarket: false };
  const at = subscriber.consentAt && formatInstant(Temporal.Instant.from(subscriber.consentAt));
  switch (subscriber.consent) {
    case "unsubscribed":
      return no(may.unsubscribed(at || "an unknown day"));
    case "pending":
      return no(may.pending);
    case "not_subscribed":
      return no(people.length > 0 && people.every(({ origin }) => origin === "delivery") ? may.delivery : may.never);
    case "subscribed":
      if (subscriber.marketingHeldAt)
        return no(may.held(formatInstant(Temporal.Instant.from(subscriber.marketingHeldAt))));
      if (subscriber.unreachable && isUnreachable(subscriber, now))
        return no(
          may.unreachable(
            subscriber.unreachable.code,
            formatInstant(Temporal.Instant.from(subscriber.unreachable.until)),
          ),
        );
      return { says: `${showPhone(phone)} ${may.yes(at)}`, mayMarket: true };
  }
}

const newest = (times: readonly Instant[]): Instant | undefined => times.toSorted(Temporal.Instant.compare).at(-1);
