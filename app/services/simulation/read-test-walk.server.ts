import { formatArm } from "#core/actions/index.ts";
import { availableFields, outline } from "#core/automations/outline.ts";
import { outcomesOf, type ChosenOutcomes } from "#core/simulation/chosen-outcomes.ts";
import type { Definition } from "#core/automations/definition.ts";
import { sampleEvent, sampleMoment, sampleCustomer, typedMomentOf } from "#core/simulation/sample-event.ts";
import type { SimulatedCustomer } from "#core/simulation/simulated-customers.ts";
import type { PastEvent } from "#core/simulation/simulation.ts";
import { runTestWalk } from "#core/simulation/test-walk.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import { factsOf } from "#core/customers/record.ts";
import { nameInTexts, readSettings } from "#core/team/settings.ts";
import type { AutomationStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findAutomation, type AutomationRow } from "#shell/repositories/automations/automations.server.ts";
import {
  pastConsents,
  pastCustomers,
  pastSegments,
  pastOptOuts,
  segmentNames,
  marketingTo,
} from "#shell/repositories/simulation/backtest-history.server.ts";
import { text } from "#text/en.ts";
import { formatFlowSteps } from "#text/flow.ts";
import { momentOf } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { formatExit } from "../automations/read-triggers.server.ts";
import { orderOf, formatSubject } from "../activity/parts/event-subject.server.ts";
import { previewLinks, storedLinks } from "../sending/parts/short-links.server.ts";
import { findTestedDefinition, type DefinitionChoice } from "./parts/find-definition.server.ts";
import { findSampleEvents, type SampleEvent } from "./parts/find-sample-events.server.ts";
import { formatTestWalk, type TestWalkView } from "./parts/format-test-walk.server.ts";
import { writeTestTexts, type WrittenTestText } from "./parts/write-test-texts.server.ts";

/** Event id of the made-up customer. */
const MADE_UP = "sample";

export interface TestWalkPage {
  automation: { id: string; name: string; status: AutomationStatus };
  /** Null if this release cannot read any definition. */
  tried: { which: DefinitionChoice; choice: boolean } | null;
  events: { id: string; label: string }[];
  chosen: {
    event: string;
    /** In the shop's time zone, as a form value; "" for now. */
    at: string;
    /** The chosen outcomes, by step id. */
    outcomes: Record<string, string>;
  };
  /** The outcomes that can be chosen, by step id. */
  outcomes: Record<string, { value: string; label: string }[]>;
  walk: TestWalkView | null;
  /** Customer of the event; null for the made-up one. */
  about: string | null;
  /** Texts that "send to me" sends. */
  texts: WrittenTestText[];
  testPhone: string | null;
}

interface TestWalkRequest {
  event?: string | undefined;
  /** "2026-11-18T09:30", in the shop's time zone. */
  at?: string | undefined;
  which?: DefinitionChoice | undefined;
  /** The chosen outcomes, by step id; those that the definition lacks have no effect. */
  outcomes?: Readonly<Record<string, string>> | undefined;
}

/**
 * Walks one customer through an automation in simulation; writes and sends nothing.
 * @returns null if the shop has no such automation
 */
export async function readTestWalk(
  context: AppContext,
  shop: Shop,
  automationId: string,
  request: TestWalkRequest,
): Promise<TestWalkPage | null> {
  const automation = await findAutomation(context.db.pool, shop.id, automationId);
  if (!automation) return null;
  const { testPhone } = readSettings(shop.settings);
  const base = {
    automation: { id: automation.id, name: automation.name, status: automation.status },
    testPhone: testPhone && showPhone(testPhone),
    chosen: { event: MADE_UP, at: request.at ?? "", outcomes: {} },
    outcomes: {},
  };
  const tested = await findTestedDefinition(context, automation, request.which);
  if (!tested) return { ...base, tried: null, events: [], walk: null, about: null, texts: [] };
  const now = context.clock.now();
  const { definition, which, choice } = tested;
  const offered = await findSampleEvents(context, shop.id, definition, now);
  const chosen = offered.find(({ row }) => row.id === request.event) ?? null;
  const at = request.at
    ? typedMomentOf(request.at, shop.timezone)
    : ((chosen ? null : sampleMoment(definition, shop.timezone)) ?? now);
  const customers = await loadCustomers(context, shop, offered, now);
  const event: PastEvent = chosen
    ? { ...chosen.event, triggeredAt: at }
    : sampleEvent(definition, at, { name: nameInTexts(shop), url: `https://${shop.domain}` });
  const customer = chosen
    ? withReplayedOrder(customers.get(chosen.row.customerId ?? "") ?? null, event)
    : sampleCustomer(definition, shop.id, at);
  const outcomes = formatOutcomes(definition);
  const chosenOutcomes = Object.entries(request.outcomes ?? {}).filter(
    ([stepId, value]) => Object.hasOwn(outcomes, stepId) && outcomes[stepId]?.some((one) => one.value === value),
  );
  const history = await simulate(context, shop, automation, {
    definition,
    outcomes: new Map(chosenOutcomes),
    event,
    person: customer,
    admitted: !chosen,
    at,
  });
  return {
    ...base,
    tried: { which, choice },
    events: [
      { id: MADE_UP, label: text.trial.madeUp },
      ...offered.map((sample) => ({
        id: sample.row.id,
        label: labelOf(sample, customers, (moment) => momentOf(moment, shop.timezone, now).shown),
      })),
    ],
    chosen: {
      event: chosen?.row.id ?? MADE_UP,
      at: request.at ?? "",
      outcomes: Object.fromEntries(chosenOutcomes),
    },
    outcomes,
    walk: formatTestWalk(history, {
      flow: formatFlowSteps(definition),
      at,
      name: nameOf(customer),
      offered: availableFields(definition),
      toMoment: (moment) => momentOf(moment, shop.timezone, now),
    }),
    about: chosen?.row.customerId ?? null,
    texts: writeTestTexts(
      definition,
      event.normalizedEvent.facts,
      customer &&
        factsOf(
          customer.today,
          customer.segments.map((segment) => segment.name),
        ),
      shop,
      now,
      await storedLinks(context, shop),
    ),
  };
}

async function simulate(
  context: AppContext,
  shop: Shop,
  automation: AutomationRow,
  {
    definition,
    outcomes,
    event,
    person: customer,
    admitted,
    at,
  }: {
    definition: Definition;
    outcomes: ChosenOutcomes;
    event: PastEvent;
    person: SimulatedCustomer | null;
    admitted: boolean;
    at: Instant;
  },
) {
  const { pool } = context.db;
  const [stops, segments, history] = await Promise.all([
    pastOptOuts(pool, shop.id),
    segmentNames(pool, shop.id),
    admitted
      ? []
      : marketingTo(
          pool,
          shop.id,
          [customer?.today.phone, customer?.today.email].flatMap((address) => address ?? []),
        ),
  ]);
  const byHash = Map.groupBy(stops, ({ addressHash }) => addressHash);
  const trial = {
    automationId: automation.id,
    versions: [{ id: "tried", since: at, definition }],
    shop,
    segments: new Map(segments.map(({ id, name }) => [id, name])),
    saidStop: (addressHash: string) => byHash.get(addressHash)?.at(-1)?.silent ?? false,
    links: previewLinks(context, shop),
    chosen: outcomes,
  };
  return runTestWalk({
    trial,
    event,
    admitted,
    person: customer,
    history,
    balance: shop.creditBalance,
    hashAddress: context.secrets.hashAddress,
  });
}

/** The outcomes of each step that a walk can choose, in words. */
function formatOutcomes(definition: Definition): TestWalkPage["outcomes"] {
  const offered = availableFields(definition);
  return Object.fromEntries(
    [...outline(definition).values()].flatMap(({ step }) => {
      const choices = outcomesOf(definition, step).map((one) => {
        if ("exit" in one) return { value: one.exit, label: text.trial.exitsBy(formatExit(one.exit)) };
        const arm = step.arms?.find(({ id }) => id === one.armId);
        return { value: one.armId, label: arm?.name || (arm ? formatArm(step, arm, offered) : one.armId) };
      });
      return choices.length > 0 ? [[step.id, choices] as const] : [];
    }),
  );
}

/** Customers of the events, with today's data. */
async function loadCustomers(
  { db: { pool } }: AppContext,
  shop: Shop,
  events: readonly SampleEvent[],
  now: Instant,
): Promise<Map<string, SimulatedCustomer>> {
  const ids = [...new Set(events.flatMap(({ row }) => row.customerId ?? []))];
  const [people, consents, segments] = await Promise.all([
    pastCustomers(pool, shop.id, ids),
    pastConsents(pool, ids),
    pastSegments(pool, ids),
  ]);
  return new Map(
    people.map(({ record, createdAt, numbers, held }) => [
      record.id,
      {
        // Mark the customer as just fetched, so that the walk does not wait for the Admin API.
        today: { ...record, checkedAt: now.subtract({ seconds: 1 }).toString() },
        createdAt,
        numbers,
        held,
        ordersSinceAsked: 0,
        consents: consents.filter(({ customerId }) => customerId === record.id),
        segments: segments.filter(({ customerId }) => customerId === record.id),
      },
    ]),
  );
}

/** The customer's order count already includes the replayed order. */
const withReplayedOrder = (
  customer: SimulatedCustomer | null,
  { normalizedEvent }: PastEvent,
): SimulatedCustomer | null => customer && (normalizedEvent.bought ? { ...customer, ordersSinceAsked: 1 } : customer);

const nameOf = (customer: SimulatedCustomer | null): string =>
  [customer?.today.firstName, customer?.today.lastName].filter(Boolean).join(" ") ||
  (customer?.today.phone ? showPhone(customer.today.phone) : text.trial.noName);

function labelOf(
  { row, event }: SampleEvent,
  customers: ReadonlyMap<string, SimulatedCustomer>,
  formatInstant: (at: Instant) => string,
): string {
  const { subject } = event.normalizedEvent;
  return text.trial.eventOf(
    nameOf(customers.get(row.customerId ?? "") ?? null),
    formatSubject(subject, orderOf({ topic: row.topic, payload: row.payload })),
    formatInstant(row.triggeredAt),
  );
}
