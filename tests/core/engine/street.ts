import type { Definition } from "#core/automations/definition.ts";
import type { CustomerFacts } from "#core/customers/facts.ts";
import { blankRecord, factsOf, type CustomerRecord } from "#core/customers/record.ts";
import { matchEvent, type MatchResult, type IncomingEvent, type MatchContext } from "#core/engine/match-context.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import { checkout, consentOf, order } from "../intake/fixtures.ts";
import { normalizedEventIn } from "../intake/understood.ts";
import { at } from "../instant.ts";

/** When everything in these tests begins. */
export const NOON = at("2026-05-04T16:00:00Z");

interface Told {
  id: string;
  /** Minutes after noon. */
  minute: number;
  customerId?: string | null;
  /** What is known of the customer besides. */
  known?: Partial<CustomerFacts>;
  /** How many of our own actions lie before it. */
  hop?: number;
}

const inNewYork: Partial<CustomerRecord> = {
  phone: "+12125550147",
  countryCode: "US",
  provinceCode: "NY",
  smsConsent: "subscribed",
};

/** An event as it meets the automations of a shop in New York. */
export function met(
  topic: string,
  body: unknown,
  { id, minute, customerId = "rosa", known, hop = 0 }: Told,
): IncomingEvent {
  return {
    id,
    topic,
    triggeredAt: NOON.add({ minutes: minute }),
    normalizedEvent: normalizedEventIn(topic, body),
    customer:
      customerId === null
        ? null
        : { ...factsOf({ ...blankRecord(customerId, "shop", null), ...inNewYork }, []), ...known },
    shop: { name: "Juniper & Co", url: "https://juniper.example", timezone: "America/New_York" },
    hop,
    causedBy: null,
  };
}

export const checkoutOpened = (told: Told & { token?: string }) =>
  met("checkouts/create", { ...checkout, token: told.token ?? "tok", total_price: `${told.minute}.00` }, told);
export const checkoutChanged = (told: Told & { token?: string }) =>
  met("checkouts/update", { ...checkout, token: told.token ?? "tok", total_price: `${told.minute}.00` }, told);
export const checkoutCompleted = (told: Told & { token?: string }) =>
  met("checkouts/update", { ...checkout, token: told.token ?? "tok", completed_at: "2026-05-04T16:30:00Z" }, told);
/** @param told `token` is the checkout's that it came from; null for one that came from none */
export const ordered = (told: Told & { token?: string | null; number?: number }) =>
  met(
    "orders/create",
    { ...order, id: told.number ?? 1, admin_graphql_api_id: null, checkout_token: told.token ?? null },
    told,
  );
export const consented = (told: Told & { state?: string }) =>
  met("customers_marketing_consent/update", consentOf(told.state ?? "subscribed"), told);

/** A shop's automations, and the events that come to it one after another. */
export class Street {
  readonly roster: MatchContext;
  #sequences = 0;

  constructor(...definitions: Definition[]) {
    this.roster = {
      automations: definitions.map((definition, index) => ({
        id: `a${index}`,
        versionId: `v${index}`,
        status: "active" as const,
        definition,
      })),
      members: [],
      exits: [],
    };
  }

  /** @param now of its arrival; absent: at once */
  tell(event: IncomingEvent, now: Instant = event.triggeredAt): MatchResult {
    return matchEvent(event, this.roster, now, () => `s${++this.#sequences}`);
  }

  /** Lets events arrive in the order given, all a moment after the last of them happened. */
  tellAll(events: readonly IncomingEvent[]): MatchResult[] {
    const last = events
      .map(({ triggeredAt }) => triggeredAt)
      .reduce((a, b) => (Temporal.Instant.compare(a, b) > 0 ? a : b), NOON);
    return events.map((event) => this.tell(event, last.add({ seconds: 1 })));
  }

  /** Ids of the sequences under way. */
  get running(): string[] {
    return this.roster.members.filter(({ running }) => running).map(({ sequenceId }) => sequenceId);
  }

  /** The only sequence's first step has been started. */
  begin(): void {
    for (const member of this.roster.members) member.inFirstWait = false;
  }
}
