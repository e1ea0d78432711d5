import { listenedTriggersOf } from "#core/engine/exits.ts";
import {
  entryKeyOf,
  type ListeningAutomation,
  type MatchableSequence,
  type IncomingEvent,
  type MatchContext,
} from "#core/engine/match-context.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import { matchTriggers } from "#core/triggers/index.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { findListening, readableDefinitions } from "#shell/repositories/automations/automations.server.ts";
import { findMatchableSequences, type SequenceMatchRow } from "#shell/repositories/engine/sequences.server.ts";
import { findExitEvents } from "#shell/repositories/intake/store-events.server.ts";

/** For how long after a version was published events wait for a worker that can read it. */
const ROLLING_DEPLOY = Temporal.Duration.from({ hours: 1 });

/** Events that may enter automations whose versions only a newer release can read. */
export class NeedsNewerRelease extends Error {
  override name = "NeedsNewerRelease";
  readonly eventIds: ReadonlySet<string>;

  constructor(eventIds: ReadonlySet<string>) {
    super("events wait for a worker that can read the versions of their automations");
    this.eventIds = eventIds;
  }
}

interface ShopEvent {
  event: IncomingEvent;
  shop: { id: string };
}

/**
 * Loads what the events of a batch are matched against: the shop's automations, the sequences that an event may end,
 * extend or re-enter, and earlier exit events.
 * @returns by shop id
 * @throws NeedsNewerRelease when an event may enter an automation that a newer release has published lately. A version
 * that stays unreadable holds up no event: its automation is left out
 */
export async function loadMatchContexts(
  context: AppContext,
  sql: Sql,
  events: readonly ShopEvent[],
  now: Instant,
): Promise<Map<string, MatchContext>> {
  const shopIds = [...new Set(events.map(({ shop }) => shop.id))];
  if (shopIds.length === 0) return new Map();
  const automations = await loadAutomations(context, sql, shopIds, { events, now });
  const ofShop = (shopId: string) => automations.filter((automation) => automation.shopId === shopId);

  const subjects = events.flatMap(({ event, shop }) =>
    [event.normalizedEvent.subject, event.normalizedEvent.relatedSubject]
      .filter((subject) => subject !== null)
      .map((subject) => ({ shopId: shop.id, subject })),
  );
  const customerIds = [...new Set(events.flatMap(({ event }) => event.customer?.id ?? []))];
  const keys = events.flatMap(({ event, shop }) =>
    ofShop(shop.id).map(({ id, definition }) => ({ automationId: id, dedupeKey: entryKeyOf(definition, event) })),
  );
  const withReentryInterval = automations
    .filter(({ definition: { reentry } }) => typeof reentry !== "string")
    .map(({ id }) => id);
  const sequences = await loadSequences(
    context,
    sql,
    await findMatchableSequences(sql, {
      shopIds,
      subjects,
      customerIds,
      keys,
      remembering: withReentryInterval,
      since: now.subtract({ hours: 1 }),
    }),
  );
  const endingTriggers = [...new Set(automations.flatMap(({ definition }) => listenedTriggersOf(definition)))];
  const exits = await findExitEvents(sql, {
    listeners: events.map(({ event, shop }) => ({
      shopId: shop.id,
      subjects: [event.normalizedEvent.subject, event.normalizedEvent.relatedSubject].filter(
        (subject) => subject !== null,
      ),
      customerId: event.customer?.id ?? null,
      since: event.triggeredAt,
    })),
    recognised: endingTriggers,
  });

  return new Map(
    shopIds.map((shopId) => [
      shopId,
      {
        automations: ofShop(shopId),
        members: sequences.filter((sequence) => sequence.shopId === shopId),
        exits: exits.filter((exit) => exit.shopId === shopId),
      },
    ]),
  );
}

async function loadAutomations(
  context: AppContext,
  sql: Sql,
  shopIds: readonly string[],
  { events, now }: { events: readonly ShopEvent[]; now: Instant },
): Promise<(ListeningAutomation & { shopId: string })[]> {
  const rows = await findListening(sql, shopIds);
  const { definitions, unreadable } = await readableDefinitions(
    context,
    sql,
    rows.map(({ versionId }) => versionId),
  );
  const awaited = rows.filter(
    ({ versionId, publishedAt }) =>
      unreadable.has(versionId) && Temporal.Instant.compare(publishedAt.add(ROLLING_DEPLOY), now) > 0,
  );
  const waiting = awaited.length === 0 ? [] : events.filter((event) => awaited.some((row) => mayEnter(event, row)));
  if (waiting.length > 0) throw new NeedsNewerRelease(new Set(waiting.map(({ event }) => event.id)));
  return rows.flatMap((row) => {
    const definition = definitions.get(row.versionId);
    return definition
      ? [{ id: row.id, shopId: row.shopId, versionId: row.versionId, status: row.status, definition }]
      : [];
  });
}

/** Whether the event sets off an automation's trigger, as far as can be told without its version. */
function mayEnter({ event, shop }: ShopEvent, automation: { shopId: string; trigger: string }): boolean {
  const { candidateFor, planned } = matchTriggers(event.topic, event.normalizedEvent);
  return shop.id === automation.shopId && [...candidateFor, ...planned].some((type) => type === automation.trigger);
}

async function loadSequences(
  context: AppContext,
  sql: Sql,
  rows: readonly SequenceMatchRow[],
): Promise<(MatchableSequence & { shopId: string })[]> {
  // The event is on record: it ends or wakes a sequence that this release cannot read when that sequence's step is due.
  const { definitions } = await readableDefinitions(
    context,
    sql,
    rows.map(({ versionId }) => versionId),
  );
  return rows.flatMap(({ versionId, waitingFor, waitingSince, begun, ...row }) => {
    const definition = definitions.get(versionId);
    const waiting = waitingFor && waitingSince ? { stepId: waitingFor, since: waitingSince } : null;
    return definition
      ? [{ ...row, definition, waiting, inFirstWait: !begun && waitingFor === definition.steps[0]?.id }]
      : [];
  });
}
