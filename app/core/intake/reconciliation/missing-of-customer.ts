import { Temporal, type Instant } from "../../time/time.ts";
import type { ChangedCustomer } from "./changes.ts";
import { isUntold, missingEvent, newestOf, type MissingEvent, type ToldEvent } from "./missing-event.ts";

/** Webhooks of one customer that the store event table has. */
export interface ToldCustomer {
  /** The events about the customer's own record and consents. */
  events: readonly ToldEvent[];
  /** When the newest event that names the customer happened, such as an order. */
  newest: Instant | null;
}

/** The events of a customer that nothing tells, oldest first. */
export function missingOfCustomer(
  { customerId, createdAt, updatedAt, body, smsConsent, emailConsent }: ChangedCustomer,
  { events, newest }: ToldCustomer,
  { installedAt }: { installedAt: Instant },
): MissingEvent[] {
  const subject = `customer:${customerId}`;
  const of = (topic: string) => events.filter((event) => event.topic === topic);
  const isNew = Temporal.Instant.compare(createdAt, installedAt) >= 0;
  const created =
    isNew && of("customers/create").length === 0
      ? [missingEvent("customers/create", { subject, triggeredAt: createdAt, body })]
      : [];
  const consents = [
    ["customers_marketing_consent/update", smsConsent],
    ["customers_email_marketing_consent/update", emailConsent],
  ] as const;
  const consented = consents.flatMap(([topic, consent]) =>
    consent &&
    Temporal.Instant.compare(consent.updatedAt, installedAt) >= 0 &&
    isUntold(consent.updatedAt, newestOf(of(topic)))
      ? [
          missingEvent(topic, {
            subject,
            asOf: consent.updatedAt,
            triggeredAt: consent.updatedAt,
            body: consent.body,
          }),
        ]
      : [],
  );
  // A consent or an order changes the customer's record as well.
  const isChanged = isUntold(updatedAt, newest) && isUntold(updatedAt, newestOf([...events, ...created, ...consented]));
  const updated = isChanged
    ? [missingEvent("customers/update", { subject, asOf: updatedAt, triggeredAt: updatedAt, body })]
    : [];
  return [...created, ...consented, ...updated].toSorted((a, b) =>
    Temporal.Instant.compare(a.triggeredAt, b.triggeredAt),
  );
}
