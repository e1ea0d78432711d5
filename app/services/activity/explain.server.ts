import { readPhone, showPhone } from "#core/customers/phone-number.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  attemptsOf,
  consentsOf,
  consideredBy,
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
import { explainText } from "#text/explain.ts";
import { momentOf } from "#text/moment.ts";
import { within } from "#text/sentence.ts";
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

export interface Explained {
  /** E.164. */
  phone: string;
  /** The present state in one line. */
  says: string;
  /** Whether a marketing text would pass consent now. */
  mayMarket: boolean;
  people: HistoryCustomerRow[];
  suppression: SuppressionRow | null;
  /** All that happened and all that did not, oldest first; what is due comes last. */
  lines: ExplanationLine[];
  neverConsidered: NeverConsidered[];
  /** Whether there was more of a kind than is told here: then the newest are. */
  cut: boolean;
}

const MOST = 2_000;

interface Wishes {
  /** Of events, decisions and messages each. */
  most?: number;
  /** Times to the second, for who reads it on another day. */
  exact?: boolean;
}

/**
 * Why a number got each text that it got, and why it got no other: whoever of the shop has it, or had it before they
 * were erased. Reads alone.
 * @param phone in any notation that says its country, or the shop's
 * @throws RangeError for what is no phone number
 */
export async function explain(
  { db, clock, secrets }: Pick<AppContext, "db" | "clock" | "secrets">,
  shop: Shop,
  phone: string,
  { most = MOST, exact = false }: Wishes = {},
): Promise<Explained> {
  const number = readPhone(phone, [shop.countryCode]);
  if (!number)
    throw new RangeError(`"${phone}" is no phone number; write it with its country's prefix, such as +12125550123`);
  const { e164 } = number;
  const phoneHash = secrets.hashPhone(e164);
  const sql = db.pool;
  const now = clock.now();
  const show: ShowInstant = (at) =>
    exact ? momentOf(at, shop.timezone, now).exact : within(momentOf(at, shop.timezone, now).shown);

  const people = await customersByPhone(sql, shop.id, e164, phoneHash);
  const ids = people.map(({ id }) => id);
  const suppression = await suppressionOf(sql, shop.id, phoneHash);
  const consents = await consentsOf(sql, shop.id, ids, phoneHash);
  const events = await eventsOf(sql, ids, most);
  const logs = (await logsOf(sql, ids, most)).reverse();
  const messages = await messagesOf(sql, shop.id, ids, e164, most);
  const messageIds = messages.map(({ id }) => id);
  const attempts = await attemptsOf(sql, messageIds);
  const movements = await movementsOf(sql, messageIds);
  const walks = await sequencesOf(sql, shop.id, ids);

  const lines = [
    ...consents.map((row) => formatConsent(row, show)),
    ...events.map((row) => formatEvent(row, logs)),
    ...logs.map((row) => formatDecision(row, show)),
    ...messages.toReversed().map((row) => formatMessage(row, attempts, movements, show)),
    ...walks.flatMap(formatSequence),
    ...(await tasksOf(sql, ids)).map(formatTask),
    ...(await linksOf(sql, ids)).flatMap(formatClick),
  ];
  return {
    phone: e164,
    ...present({ phone: e164, people, suppression, consents, known: lines.length > 0 }, show),
    people,
    suppression,
    lines: lines.sort((a, b) => Temporal.Instant.compare(a.at, b.at)),
    neverConsidered: people.some(({ erasedAt }) => erasedAt === null)
      ? neverConsidered(await listeningOf(sql, shop.id), await consideredBy(sql, ids), events, show)
      : [],
    cut: [events, logs, messages].some(({ length }) => length === most),
  };
}

interface Standing {
  phone: string;
  people: readonly HistoryCustomerRow[];
  suppression: SuppressionRow | null;
  consents: readonly ConsentRow[];
  /** Whether anything at all is known of the number. */
  known: boolean;
}

/** The rules of consent, as the guard asks them, for now: what silences comes before what is missing. */
function present(
  { phone, people, suppression, consents, known }: Standing,
  show: ShowInstant,
): Pick<Explained, "says" | "mayMarket"> {
  const no = (says: string) => ({ says: `${showPhone(phone)} ${says}`, mayMarket: false });
  const { may } = explainText;
  if (suppression && !suppression.liftedAt)
    return no(
      may.saidStop(
        show(suppression.createdAt),
        consents.findLast(({ state, words }) => state === "unsubscribed" && words !== null)?.words ?? null,
      ),
    );
  const living = people.filter(({ erasedAt }) => erasedAt === null);
  const [first] = living;
  if (!first) {
    const erased = newest(people.flatMap(({ erasedAt }) => erasedAt ?? []));
    return erased
      ? no(may.erased(show(erased)))
      : known
        ? no(may.never)
        : { says: explainText.unknown(showPhone(phone)), mayMarket: false };
  }
  const held = living.find(({ marketingHeldAt }) => marketingHeldAt !== null);
  const agreed = living.find(({ smsConsent }) => smsConsent === "subscribed");
  const at = (agreed ?? first).consentUpdatedAt;
  if (agreed)
    return held?.marketingHeldAt
      ? no(may.held(show(held.marketingHeldAt)))
      : { says: `${showPhone(phone)} ${may.yes(at && show(at))}`, mayMarket: true };
  if (living.some(({ smsConsent }) => smsConsent === "unsubscribed"))
    return no(may.unsubscribed(at ? show(at) : "an unknown day"));
  return no(living.some(({ smsConsent }) => smsConsent === "pending") ? may.pending : may.never);
}

const newest = (times: readonly Instant[]): Instant | undefined => times.toSorted(Temporal.Instant.compare).at(-1);
