import { availableFields } from "#core/automations/outline.ts";
import type { Definition } from "#core/automations/definition.ts";
import { sampleEvent, sampleMoment, sampleCustomer, typedMomentOf } from "#core/simulation/sample-event.ts";
import type { SimulatedCustomer } from "#core/simulation/simulated-customers.ts";
import type { PastEvent } from "#core/simulation/simulation.ts";
import { runTestWalk } from "#core/simulation/test-walk.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import { nameInTexts, readSettings } from "#core/team/settings.ts";
import type { AutomationStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findAutomation, type AutomationRow } from "#shell/repositories/automations/automations.server.ts";
import {
  pastConsents,
  pastCustomers,
  pastSegments,
  pastStops,
  segmentNames,
  marketingTo,
} from "#shell/repositories/simulation/backtest-history.server.ts";
import { text } from "#text/en.ts";
import { formatFlowSteps } from "#text/flow.ts";
import { momentOf } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { orderOf, formatSubject } from "../activity/parts/event-subject.server.ts";
import { previewLinks, storedLinks } from "../sending/parts/short-links.server.ts";
import { findTestedDefinition, type DefinitionChoice } from "./parts/find-definition.server.ts";
import { findSampleEvents, type SampleEvent } from "./parts/find-sample-events.server.ts";
import { formatTestWalk, type TestWalkView } from "./parts/format-test-walk.server.ts";
import { writeTestTexts, type WrittenTestText } from "./parts/write-test-texts.server.ts";

/** The made-up customer among the events that can be chosen. */
const MADE_UP = "sample";

export interface TestWalkPage {
  automation: { id: string; name: string; status: AutomationStatus };
  /** Null where nothing of it can be read: there is nothing to try. */
  tried: { which: DefinitionChoice; choice: boolean } | null;
  events: { id: string; label: string }[];
  chosen: { event: string; /** By the shop's clock, as a form's field has it; "" for now. */ at: string };
  walk: TestWalkView | null;
  /** The customer whose event it is; null for the made-up one. */
  about: string | null;
  /** What "send to me" would send, and where. */
  texts: WrittenTestText[];
  testPhone: string | null;
}

interface Wish {
  event?: string | undefined;
  /** "2026-11-18T09:30" by the shop's clock. */
  at?: string | undefined;
  which?: DefinitionChoice | undefined;
}

/**
 * One customer walked through an automation; writes nothing, sends nothing.
 * @returns null when the shop has no such automation
 */
export async function readTestWalk(
  context: AppContext,
  shop: Shop,
  automationId: string,
  wish: Wish,
): Promise<TestWalkPage | null> {
  const automation = await findAutomation(context.db.pool, shop.id, automationId);
  if (!automation) return null;
  const { testPhone } = readSettings(shop.settings);
  const named = {
    automation: { id: automation.id, name: automation.name, status: automation.status },
    testPhone: testPhone && showPhone(testPhone),
    chosen: { event: MADE_UP, at: wish.at ?? "" },
  };
  const tried = await findTestedDefinition(context, automation, wish.which);
  if (!tried) return { ...named, tried: null, events: [], walk: null, about: null, texts: [] };
  const now = context.clock.now();
  const { definition, which, choice } = tried;
  const offered = await findSampleEvents(context, shop.id, definition, now);
  const taken = offered.find(({ row }) => row.id === wish.event) ?? null;
  const at = wish.at
    ? typedMomentOf(wish.at, shop.timezone)
    : ((taken ? null : sampleMoment(definition, shop.timezone)) ?? now);
  const who = await peopleOf(context, shop, offered, now);
  const event: PastEvent = taken
    ? { ...taken.event, triggeredAt: at }
    : sampleEvent(definition, at, { name: nameInTexts(shop), url: `https://${shop.domain}` });
  const person = taken
    ? counted(who.get(taken.row.customerId ?? "") ?? null, event)
    : sampleCustomer(definition, shop.id, at);
  const diary = await walk(context, shop, automation, { definition, event, person, admitted: !taken, at });
  return {
    ...named,
    tried: { which, choice },
    events: [
      { id: MADE_UP, label: text.trial.madeUp },
      ...offered.map((one) => ({
        id: one.row.id,
        label: labelOf(one, who, (moment) => momentOf(moment, shop.timezone, now).shown),
      })),
    ],
    chosen: { event: taken?.row.id ?? MADE_UP, at: wish.at ?? "" },
    walk: formatTestWalk(diary, {
      flow: formatFlowSteps(definition),
      at,
      name: nameOf(person),
      offered: availableFields(definition),
      tell: (moment) => momentOf(moment, shop.timezone, now),
    }),
    about: taken?.row.customerId ?? null,
    texts: writeTestTexts(definition, event, person, shop, now, storedLinks(context, shop)),
  };
}

async function walk(
  context: AppContext,
  shop: Shop,
  automation: AutomationRow,
  {
    definition,
    event,
    person,
    admitted,
    at,
  }: { definition: Definition; event: PastEvent; person: SimulatedCustomer | null; admitted: boolean; at: Instant },
) {
  const { pool } = context.db;
  const [stops, segments, history] = await Promise.all([
    pastStops(pool, shop.id),
    segmentNames(pool, shop.id),
    admitted
      ? []
      : marketingTo(
          pool,
          shop.id,
          [person?.today.phone, person?.today.email].flatMap((address) => address ?? []),
        ),
  ]);
  const byHash = Map.groupBy(stops, ({ phoneHash }) => phoneHash);
  const trial = {
    automationId: automation.id,
    versions: [{ id: "tried", since: at, definition }],
    shop,
    segments: new Map(segments.map(({ id, name }) => [id, name])),
    saidStop: (phoneHash: string | null) => (phoneHash ? (byHash.get(phoneHash)?.at(-1)?.silent ?? false) : false),
    links: previewLinks(context, shop),
  };
  return runTestWalk({
    trial,
    event,
    admitted,
    person,
    history,
    balance: shop.creditBalance,
    hashPhone: context.secrets.hashPhone,
  });
}

/** Those whose events they are, as they stand today. */
async function peopleOf(
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
    people.map(({ record, createdAt, marketingHeldAt }) => [
      record.id,
      {
        // What is known today is what a walk of today goes by, as if Shopify had been asked just now.
        today: { ...record, checkedAt: now.subtract({ seconds: 1 }).toString() },
        createdAt,
        marketingHeldAt,
        ordersSinceAsked: 0,
        consents: consents.filter(({ customerId }) => customerId === record.id),
        segments: segments.filter(({ customerId }) => customerId === record.id),
      },
    ]),
  );
}

/** An order that comes once more is already among those that its customer has placed. */
const counted = (person: SimulatedCustomer | null, { normalizedEvent }: PastEvent): SimulatedCustomer | null =>
  person && (normalizedEvent.bought ? { ...person, ordersSinceAsked: 1 } : person);

const nameOf = (person: SimulatedCustomer | null): string =>
  [person?.today.firstName, person?.today.lastName].filter(Boolean).join(" ") ||
  (person?.today.phone ? showPhone(person.today.phone) : text.trial.noName);

function labelOf(
  { row, event }: SampleEvent,
  who: ReadonlyMap<string, SimulatedCustomer>,
  when: (at: Instant) => string,
): string {
  const { subject } = event.normalizedEvent;
  return text.trial.eventOf(
    nameOf(who.get(row.customerId ?? "") ?? null),
    formatSubject(subject, orderOf({ topic: row.topic, payload: row.payload })),
    when(row.triggeredAt),
  );
}
