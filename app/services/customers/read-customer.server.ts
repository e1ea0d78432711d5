import { missingProofFields } from "#core/consent/consent-record.ts";
import { recipientZones } from "#core/sending/quiet-hours/zones.ts";
import { pricePerSegment } from "#core/credits/prices.ts";
import { readPhone, showPhone } from "#core/customers/phone-number.ts";
import { countryName } from "#core/intake/code-lists/countries.ts";
import { provinceName } from "#core/intake/code-lists/provinces.ts";
import { knownZone } from "#core/time/zone.ts";
import type { ConsentState } from "#core/statuses.ts";
import type { RunStanding } from "#core/engine/run-state.ts";
import { byOrigin, type AddressOrigin, type KnownNumber } from "#core/customers/addresses.ts";
import { isUnreachable } from "#core/sending/reachability.ts";
import { textRecipientOf, type TextRecipient } from "#core/sending/recipient.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { STAFF_SOURCE } from "#shell/repositories/consent/consents.server.ts";
import {
  findCustomer,
  activeSequencesOf,
  type CustomerRow,
} from "#shell/repositories/customers/customer-page.server.ts";
import { findConversationOf } from "#shell/repositories/inbox/inbox.server.ts";
import { consentsOf, suppressionOf, type ConsentRow } from "#shell/repositories/customers/customer-history.server.ts";
import { momentOf, type ShownMoment, yearlyDayOf } from "#text/moment.ts";
import { readRunStates } from "../engine/parts/read-run-states.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { showSpent } from "./read-customers.server.ts";

/** One consent event, with its evidence. */
interface ConsentEvidence {
  id: string;
  state: ConsentState;
  previous: ConsentState;
  source: string;
  words: string | null;
  wordsVersion: string | null;
  optInLevel: string | null;
  page: string | null;
  ip: string | null;
  userAgent: string | null;
  /** In the customer's time zone. */
  at: ShownMoment;
  /** Missing evidence. */
  lacks: string[];
}

/** A number of the customer with its own consent. */
interface NumberView {
  phone: string;
  /** Where the store named it. */
  origin: AddressOrigin;
  consent: ConsentState | "suppressed";
  /** Shopify's opt-in level. */
  level: string | null;
  /** The wording that was agreed to names cart reminders. */
  namesCartReminders: boolean;
  /** The customer replaced it. */
  isFormer: boolean;
  /** Marketing goes to this number. */
  isTaken: boolean;
  unreachable: { code: string; until: ShownMoment } | null;
}

/** An active sequence of the customer. */
interface ActiveSequence {
  sequenceId: string;
  /** Null for an internal automation, which has no page. */
  automationId: string | null;
  automation: string;
  run: RunStanding;
  /** When its next step is due, unless it is held. */
  due: ShownMoment | null;
}

export interface CustomerView {
  id: string;
  name: string | null;
  phone: string | null;
  email: string | null;
  shopifyId: string | null;
  /** The customer's IANA time zone. */
  zone: string;
  localTime: ShownMoment;
  place: string | null;
  tags: string[];
  segments: string[];
  fields: { name: string; value: string }[];
  birthday: string | null;
  orders: number | null;
  spent: string | null;
  lastOrder: ShownMoment | null;
  since: ShownMoment;
  /** Consent of the number that marketing goes to. */
  consent: ConsentState;
  /** Every number on file, the one that texts go to first. */
  numbers: NumberView[];
  emailConsent: ConsentState;
  erased: ShownMoment | null;
  proofs: ConsentEvidence[];
  /** The number is suppressed; `ours` if by the shop's staff, who may revert it. */
  suppression: { since: ShownMoment; ours: boolean } | null;
  /** The reply that may mean STOP. */
  held: { messageId: string; words: string; since: ShownMoment } | null;
  inside: ActiveSequence[];
  conversationId: string | null;
  /** Credits per segment of a text to the customer; null if the country is not served, or without a number. */
  price: number | null;
}

/**
 * The current state of a customer.
 * @returns null if the shop has no such customer
 */
export async function readCustomer(
  { db, clock, secrets }: Pick<AppContext, "db" | "clock" | "secrets">,
  shop: Shop,
  id: string,
): Promise<CustomerView | null> {
  const sql = db.pool;
  const row = await findCustomer(sql, shop.id, id);
  if (!row) return null;
  const now = clock.now();
  const toMoment = (at: Instant) => momentOf(at, shop.timezone, now);
  const zone = recipientZones({ ...row, shopTimezone: shop.timezone }).zones[0] ?? shop.timezone;
  const recipient = textRecipientOf(row.numbers, { kind: "marketing", now });
  const suppression = recipient.phone ? await suppressionOf(sql, shop.id, secrets.hashAddress(recipient.phone)) : null;
  const proofs = await consentsOf(sql, shop.id, row.addressHashes);
  const sequences = await activeSequencesOf(sql, row.id);
  const runs = await readRunStates(
    { db, clock },
    sequences.map(({ sequenceId }) => sequenceId),
  );
  return {
    ...profileOf(row, toMoment),
    consent: recipient.consent,
    price: pricePerSegment(recipient.phone === null ? null : (readPhone(recipient.phone)?.country ?? null)),
    numbers: numbersOf(row.numbers, recipient, toMoment, now),
    zone,
    localTime: momentOf(now, zone, now),
    proofs: proofs.toReversed().map((proof) => toEvidence(proof, zone, now)),
    suppression:
      suppression && !suppression.liftedAt
        ? { since: toMoment(suppression.createdAt), ours: suppression.reason === STAFF_SOURCE }
        : null,
    held:
      row.marketingHeldAt && row.heldByMessageId
        ? { messageId: row.heldByMessageId, words: row.heldWords ?? "", since: toMoment(row.marketingHeldAt) }
        : null,
    inside: sequences.flatMap(({ sequenceId, automationId, automation, internal, dueAt, held }) => {
      const run = runs.get(sequenceId);
      if (!run) return [];
      return {
        sequenceId,
        automationId: internal ? null : automationId,
        automation,
        run,
        due: held ? null : dueAt && toMoment(dueAt),
      };
    }),
    conversationId: await findConversationOf(sql, shop.id, row.phone, row.id),
  };
}

const numbersOf = (
  numbers: readonly KnownNumber[],
  recipient: TextRecipient,
  toMoment: (at: Instant) => ShownMoment,
  now: Instant,
): NumberView[] =>
  numbers
    .toSorted(byOrigin)
    .map((number) => ({
      phone: showPhone(number.address),
      origin: number.origin,
      consent: number.suppressed ? ("suppressed" as const) : number.consent,
      level: number.level,
      namesCartReminders: number.namesCartReminders,
      isFormer: number.formerSince !== null,
      isTaken: number.address === recipient.phone,
      unreachable:
        number.unreachable && isUnreachable(number, now)
          ? { code: number.unreachable.code, until: toMoment(Temporal.Instant.from(number.unreachable.until)) }
          : null,
    }))
    .sort((a, b) => Number(b.isTaken) - Number(a.isTaken) || Number(a.isFormer) - Number(b.isFormer));

/** "England, United Kingdom"; a code that has no known name stays a code. */
const placeOf = ({ provinceCode: province, countryCode: country }: CustomerRow): string | null =>
  [province && ((country && provinceName(country, province)) ?? province), country && countryName(country)]
    .filter(Boolean)
    .join(", ") || null;

const profileOf = (row: CustomerRow, toMoment: (at: Instant) => ShownMoment) => ({
  id: row.id,
  name: row.name || null,
  phone: row.phone && showPhone(row.phone),
  email: row.email,
  shopifyId: row.shopifyId,
  place: placeOf(row),
  tags: row.tags,
  segments: row.segments,
  fields: Object.entries(row.fields).map(([name, value]) => ({ name, value: String(value) })),
  birthday: row.birthday && yearlyDayOf(row.birthday),
  orders: row.ordersCount,
  spent: row.totalSpent && showSpent(row.totalSpent, row.currency),
  lastOrder: row.lastOrderAt && toMoment(row.lastOrderAt),
  since: toMoment(row.since ?? row.createdAt),
  emailConsent: row.emailConsent,
  erased: row.erasedAt && toMoment(row.erasedAt),
});

const toEvidence = (proof: ConsentRow, zone: string, now: Instant): ConsentEvidence => ({
  id: proof.id,
  state: proof.state,
  previous: proof.previous,
  source: proof.source,
  words: proof.words,
  wordsVersion: proof.wordsVersion,
  optInLevel: proof.optInLevel,
  page: proof.page,
  ip: proof.ip,
  userAgent: proof.userAgent,
  at: momentOf(proof.occurredAt, knownZone(proof.timezone) ?? zone, now),
  lacks: missingProofFields({ ...proof, at: proof.occurredAt.toString(), how: proof.source }),
});
