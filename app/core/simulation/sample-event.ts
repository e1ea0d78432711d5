import type { Definition } from "../automations/definition.ts";
import { currencyAtHome } from "../customers/at-home.ts";
import { samplePeople, type sampleShop } from "../customers/fields.ts";
import { blankRecord, type CustomerRecord } from "../customers/record.ts";
import { emptyEvent } from "../intake/define.ts";
import { Temporal, type Instant } from "../time/time.ts";
import { entersAt, triggerOf } from "../triggers/index.ts";
import type { SimulatedCustomer } from "./simulated-customers.ts";
import type { PastEvent } from "./simulation.ts";

const ID = "made-up";

/** When a trigger that goes by a date would let the made-up customer in; null for one that does not. */
export const sampleMoment = ({ trigger }: Definition, timezone: string): Instant | null =>
  entersAt(trigger, triggerOf(trigger.type).sample, timezone);

/**
 * An event as the automation waits for, of a customer who is made up: what previews show.
 * @param shop where it happens
 */
export function sampleEvent({ trigger }: Definition, at: Instant, shop: typeof sampleShop): PastEvent {
  const { topics, sample } = triggerOf(trigger.type);
  return {
    id: `${ID}-event`,
    topic: topics[0] ?? "",
    triggeredAt: at,
    customerId: ID,
    normalizedEvent: { ...emptyEvent, subject: `${ID}:1`, customerId: ID, facts: currencyAtHome(sample, shop) },
  };
}

/** That customer, who has agreed to whatever the automation needs. */
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
  } = samplePeople.customer as unknown as Made;
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
    smsConsent: kind === "opt_in" ? "pending" : "subscribed",
    emailConsent: "subscribed",
    emailConsentAt: at.subtract({ hours: 2 }).toString(),
    checkedAt: at.subtract({ hours: 1 }).toString(),
  };
  return {
    today,
    createdAt: at.subtract({ hours: 2 }),
    consents: [],
    segments: [],
    marketingHeldAt: null,
    ordersSinceAsked: 0,
  };
}

/** The sample's customer, as its fields are written. */
interface Made {
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

/** An instant that a person has typed by a clock of theirs, such as "2026-11-18T09:30". */
export const typedMomentOf = (typed: string, timezone: string): Instant =>
  Temporal.PlainDateTime.from(typed).toZonedDateTime(timezone).toInstant();
