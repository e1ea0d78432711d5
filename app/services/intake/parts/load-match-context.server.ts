import { listenedTriggersOf } from "#core/engine/exits.ts";
import {
  entryKeyOf,
  type ListeningAutomation,
  type MatchableSequence,
  type IncomingEvent,
  type MatchContext,
} from "#core/engine/match-context.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { findListening } from "#shell/repositories/automations/automations.server.ts";
import { findMatchableSequences, type SequenceMatchRow } from "#shell/repositories/engine/sequences.server.ts";
import { findExitEvents } from "#shell/repositories/intake/store-events.server.ts";

interface ShopEvent {
  event: IncomingEvent;
  shop: { id: string };
}

/**
 * Loads what the events of a batch are matched against: the shop's automations, the sequences that an event may end,
 * extend or re-enter, and earlier exit events.
 * @returns by shop id
 */
export async function loadMatchContexts(
  context: AppContext,
  sql: Sql,
  events: readonly ShopEvent[],
  now: Instant,
): Promise<Map<string, MatchContext>> {
  const shopIds = [...new Set(events.map(({ shop }) => shop.id))];
  if (shopIds.length === 0) return new Map();
  const automations = await loadAutomations(context, sql, shopIds);
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
): Promise<(ListeningAutomation & { shopId: string })[]> {
  const rows = await findListening(sql, shopIds);
  const definitions = await context.definitions(
    sql,
    rows.map(({ versionId }) => versionId),
  );
  return rows.flatMap((row) => {
    const definition = definitions.get(row.versionId);
    return definition
      ? [{ id: row.id, shopId: row.shopId, versionId: row.versionId, status: row.status, definition }]
      : [];
  });
}

async function loadSequences(
  context: AppContext,
  sql: Sql,
  rows: readonly SequenceMatchRow[],
): Promise<(MatchableSequence & { shopId: string })[]> {
  const definitions = await context.definitions(
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
