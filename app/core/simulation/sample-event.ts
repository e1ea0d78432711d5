import type { Definition } from "../automations/definition.ts";
import { currencyAtHome } from "../customers/at-home.ts";
import { samplePeople, type sampleShop } from "../customers/fields.ts";
import { CONFIRMED_OPT_IN } from "../consent/subscriber.ts";
import { noState } from "../customers/addresses.ts";
import { blankRecord, type CustomerRecord } from "../customers/record.ts";
import { emptyEvent } from "../intake/define.ts";
import { Temporal, type Instant } from "../time/time.ts";
import { entersAt, triggerOf } from "../triggers/index.ts";
import type { SimulatedCustomer } from "./simulated-customers.ts";
import type { PastEvent } from "./simulation.ts";

const ID = "made-up";

/** When a date trigger would let the sample customer enter; null for other triggers. */
export const sampleMoment = ({ trigger }: Definition, timezone: string): Instant | null =>
  entersAt(trigger, triggerOf(trigger.type).sample, timezone);

/**
 * A sample event of the automation's trigger, for previews.
 * @param shop the shop's sample values
 */
export function sampleEvent({ trigger }: Definition, at: Instant, shop: typeof sampleShop): PastEvent {
  const { topics, sample } = triggerOf(trigger.type);
  return {
    id: `${ID}-event`,
    topic: topics[0] ?? "",
    triggeredAt: at,
    isTest: false,
    customerId: ID,
    normalizedEvent: { ...emptyEvent, subject: `${ID}:1`, customerId: ID, facts: currencyAtHome(sample, shop) },
  };
}

/** The sample customer, with the consent that the automation needs. */
export function sampleCustomer({ kind }: Definition, shopId: string, at: Instant): SimulatedCustomer {
  const {
    first_name,
    last_name,
    email,
    phone,
    country,
    province,
    locale,
    tags,
    orders_count,
    total_spent,
    currency,
    last_order_at,
    since,
    state,
  } = samplePeople.customer as unknown as SampleCustomer;
  const consent = kind === "opt_in" ? "pending" : "subscribed";
  const number = {
    channel: "sms" as const,
    address: phone,
    origin: "customer" as const,
    seenAt: at.subtract({ hours: 2 }).toString(),
    formerSince: null,
  };
  const today: CustomerRecord = {
    ...blankRecord(ID, shopId, null),
    phone,
    email,
    locale,
    tags,
    state,
    since,
    currency,
    firstName: first_name,
    lastName: last_name,
    countryCode: country,
    provinceCode: province,
    ordersCount: orders_count,
    totalSpent: total_spent,
    lastOrderAt: last_order_at,
    smsConsent: consent,
    emailConsent: "subscribed",
    addresses: [number],
    checkedAt: at.subtract({ hours: 1 }).toString(),
  };
  return {
    today,
    createdAt: at.subtract({ hours: 2 }),
    consents: [],
    numbers: [{ ...number, ...noState, consent, level: CONFIRMED_OPT_IN, namesCartReminders: true }],
    segments: [],
    held: [],
    ordersSinceAsked: 0,
  };
}

/** The sample customer's fields. */
interface SampleCustomer {
  first_name: string;
  last_name: string;
  email: string;
  phone: string;
  country: string;
  province: string;
  locale: string;
  tags: string[];
  orders_count: number;
  total_spent: string;
  currency: string;
  last_order_at: string;
  since: string;
  state: string;
}

/** Reads a local time that a person typed, such as "2026-11-18T09:30". */
export const typedMomentOf = (text: string, timezone: string): Instant =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(timezone).toInstant();
