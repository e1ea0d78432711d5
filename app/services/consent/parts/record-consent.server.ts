import { z } from "zod";
import { missingProofFields } from "#core/consent/consent-record.ts";
import { withConsent } from "#core/consent/subscriber.ts";
import { problemsOf, type Problem } from "#core/problem.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import { readSettings } from "#core/team/settings.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { isSuppressed } from "#shell/repositories/consent/consents.server.ts";
import { customersOfSubscribers, findSubscriber } from "#shell/repositories/consent/subscribers.server.ts";
import { findShops } from "#shell/repositories/team/shops.server.ts";
import { emitOwnEvents, inboxReminder } from "#services/intake/parts/emit-events.server.ts";
import { ensurePhoneCustomer } from "#services/customers/parts/ensure-phone-customer.server.ts";
import { changeConsents } from "./change-consents.server.ts";
import { remind } from "#services/engine/parts/remind.server.ts";
import { writeBackReminder } from "./write-back-consent.server.ts";

const optionalText = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(maxLength, `is longer than ${maxLength} characters`)
    .nullable()
    .default(null);

const consentInput = z.strictObject({
  phone: z.string().trim().min(1, "is missing"),
  state: z.enum(["subscribed", "unsubscribed"]),
  how: z.enum(["form", "import"]),
  /** Defaults to now. */
  at: z.iso.datetime({ offset: true, error: "must be a time with its offset" }).nullable().default(null),
  /** IANA time zone of the customer's device. */
  timezone: optionalText(60),
  optInLevel: z.enum(["single_opt_in", "confirmed_opt_in"]).default("single_opt_in"),
  /** The exact disclosure shown to the customer, and its version. */
  words: optionalText(2_000),
  wordsVersion: optionalText(50),
  page: optionalText(2_000),
  ip: optionalText(60),
  userAgent: optionalText(500),
  email: z.email("is no e-mail address").nullable().default(null),
  firstName: optionalText(100),
  lastName: optionalText(100),
});
export type ConsentInput = z.input<typeof consentInput>;
type Consent = z.infer<typeof consentInput>;

export type RecordConsentResult =
  /** `state` is `pending` if the shop requires double opt-in. */
  | { ok: true; customerId: string; state: "subscribed" | "pending" | "unsubscribed" }
  /** The number is suppressed; only START lifts that. */
  | { ok: false; reason: "opted_out" }
  | { ok: false; reason: "invalid"; problems: Problem[] };

/**
 * Records a consent from a form or an import, with its evidence. Refuses an opt-in with incomplete evidence. Creates
 * the customer if no customer of the shop has the number.
 * @param options.confirmsByText the opt-in waits for a YES by text whatever the shop's setting is, and each repeated one
 *   keeps its own proof and may ask again
 */
export async function recordConsent(
  context: AppContext,
  shopId: string,
  input: ConsentInput,
  { confirmsByText = false } = {},
): Promise<RecordConsentResult> {
  const now = context.clock.now();
  const read = consentInput.safeParse(input);
  if (!read.success) return { ok: false, reason: "invalid", problems: problemsOf(read.error.issues) };
  const [shop] = await findShops(context.db.pool, [shopId]);
  const phone = readPhone(read.data.phone, [shop?.countryCode])?.e164;
  if (!shop || !phone)
    return {
      ok: false,
      reason: "invalid",
      problems: [{ path: "phone", message: "is no phone number; write it with its country's prefix" }],
    };
  const at = read.data.at ? Temporal.Instant.from(read.data.at) : now;
  const gaps = missingProofFields({ ...read.data, address: phone, at: at.toString() });
  // Shopbell did not send the confirmation of an imported double opt-in, so it has no question text to prove.
  const missing = gaps.filter(
    (part) =>
      read.data.how !== "form" || read.data.optInLevel !== "confirmed_opt_in" || !part.startsWith("the question"),
  );
  if (missing.length > 0)
    return {
      ok: false,
      reason: "invalid",
      problems: missing.map((part) => ({ path: "", message: `the proof has no ${part}` })),
    };
  const needsConfirmation =
    confirmsByText || (readSettings(shop.settings).doubleOptIn && read.data.optInLevel !== "confirmed_opt_in");
  const state = read.data.state === "subscribed" && needsConfirmation ? "pending" : read.data.state;
  const recorded = await transaction(context.db.pool, (sql) =>
    record(context, sql, { shopId, phone, state, at, now, consent: read.data, confirmsByText }),
  );
  if (recorded.ok || confirmsByText) await remind(context, [inboxReminder(now), writeBackReminder(now)]);
  return recorded;
}

interface ConsentToRecord {
  shopId: string;
  phone: string;
  state: "subscribed" | "pending" | "unsubscribed";
  at: Instant;
  now: Instant;
  consent: Consent;
  confirmsByText: boolean;
}

async function record(
  context: AppContext,
  sql: Sql,
  { shopId, phone, state, at, now, consent, confirmsByText }: ConsentToRecord,
): Promise<RecordConsentResult> {
  const addressHash = context.secrets.hashAddress(phone);
  if (state !== "unsubscribed" && (await isSuppressed(sql, shopId, addressHash))) {
    if (confirmsByText) await askSuppressed(context, sql, { shopId, addressHash, now });
    return { ok: false, reason: "opted_out" };
  }
  const { email, firstName, lastName } = consent;
  const { customerId, subscriber: before } = await ensurePhoneCustomer(context, sql, {
    shopId,
    phone,
    email,
    firstName,
    lastName,
    now,
  });
  const { optInLevel, how, words, wordsVersion, page, ip, userAgent, timezone } = consent;
  const stated = { state, optInLevel, source: how, words, wordsVersion, updatedAt: at.toString() };
  const after = withConsent(before, stated);
  if (after)
    await changeConsents(
      context,
      sql,
      [
        {
          before,
          after,
          customerId,
          proof: { words, page, ip, userAgent, timezone, messageId: null },
          startsAutomations: true,
          alwaysProven: confirmsByText,
          asksAgain: confirmsByText,
        },
      ],
      now,
    );
  return { ok: true, customerId, state };
}

/**
 * Has the automation asked that would ask a number for its YES. Its guards skip the text, because the number said STOP;
 * Activity then says why a sign-up got no text.
 */
async function askSuppressed(
  context: AppContext,
  sql: Sql,
  { shopId, addressHash, now }: { shopId: string; addressHash: string; now: Instant },
): Promise<void> {
  const subscriber = await findSubscriber(sql, shopId, addressHash);
  const customerId = subscriber && (await customersOfSubscribers(sql, [subscriber.id])).get(subscriber.id);
  if (!customerId) return;
  await emitOwnEvents(context, sql, [
    {
      shopId,
      topic: "shopbell/opt_in_requested",
      eventId: `form:${context.newId(now)}`,
      triggeredAt: now,
      payload: { subject: `customer:${customerId}`, customerId },
    },
  ]);
}
