import type { Definition } from "#core/automations/definition.ts";
import { blankRecord, type CustomerFacts, type CustomerRecord, factsOf } from "#core/customers/record.ts";
import { matchEvent, type MatchResult, type IncomingEvent, type MatchContext } from "#core/engine/match-context.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import { checkout, consentOf, order } from "../intake/fixtures.ts";
import { normalizedEventIn } from "../intake/understood.ts";
import { at } from "../instant.ts";

/** The start of all timelines. */
export const NOON = at("2026-05-04T16:00:00Z");

interface EventInput {
  id: string;
  /** Minutes after noon. */
  minute: number;
  customerId?: string | null;
  /** Other customer data. */
  known?: Partial<CustomerFacts>;
  /** The number of the app's own actions in the chain that caused the event. */
  hop?: number;
}

const inNewYork: Partial<CustomerRecord> = {
  phone: "+12125550147",
  countryCode: "US",
  provinceCode: "NY",
  smsConsent: "subscribed",
};

/** An event in a shop in New York. */
export function met(
  topic: string,
  body: unknown,
  { id, minute, customerId = "rosa", known, hop = 0 }: EventInput,
): IncomingEvent {
  return {
    id,
    topic,
    triggeredAt: NOON.add({ minutes: minute }),
    isTest: false,
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

export const checkoutOpened = (event: EventInput & { token?: string }) =>
  met("checkouts/create", { ...checkout, token: event.token ?? "tok", total_price: `${event.minute}.00` }, event);
export const checkoutChanged = (event: EventInput & { token?: string }) =>
  met("checkouts/update", { ...checkout, token: event.token ?? "tok", total_price: `${event.minute}.00` }, event);
export const checkoutCompleted = (event: EventInput & { token?: string }) =>
  met("checkouts/update", { ...checkout, token: event.token ?? "tok", completed_at: "2026-05-04T16:30:00Z" }, event);
/** @param event `token` of the order's checkout; null for an order without one */
export const ordered = (event: EventInput & { token?: string | null; number?: number }) =>
  met(
    "orders/create",
    {
      ...order,
      id: event.number ?? 1,
      admin_graphql_api_id: null,
      checkout_token: event.token ?? null,
      created_at: NOON.add({ minutes: event.minute }).toString(),
    },
    event,
  );
export const consented = (event: EventInput & { state?: string }) =>
  met("customers_marketing_consent/update", consentedAt(event), event);

const consentedAt = ({ state = "subscribed", minute }: EventInput & { state?: string }) => {
  const { sms_marketing_consent: given, ...body } = consentOf(state);
  const consent_updated_at = NOON.add({ minutes: minute }).toString();
  return { ...body, sms_marketing_consent: { ...given, consent_updated_at } };
};

/** A shop's automations that receive events one by one. */
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

  /** @param now the delivery time; absent: at once */
  tell(event: IncomingEvent, now: Instant = event.triggeredAt): MatchResult {
    return matchEvent(event, this.roster, now, () => `s${++this.#sequences}`);
  }

  /** Delivers events in the given order, all just after the last one happened. */
  tellAll(events: readonly IncomingEvent[]): MatchResult[] {
    const last = events
      .map(({ triggeredAt }) => triggeredAt)
      .reduce((a, b) => (Temporal.Instant.compare(a, b) > 0 ? a : b), NOON);
    return events.map((event) => this.tell(event, last.add({ seconds: 1 })));
  }

  /** Ids of the active sequences. */
  get running(): string[] {
    return this.roster.members.filter(({ running }) => running).map(({ sequenceId }) => sequenceId);
  }

  /** Marks the first step of the only sequence as started. */
  begin(): void {
    for (const member of this.roster.members) member.inFirstWait = false;
  }
}
