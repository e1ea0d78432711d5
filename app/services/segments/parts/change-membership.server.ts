import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import {
  findDifferences,
  planForWholeShop,
  replaceMembers,
  type Wanted,
} from "#shell/repositories/segments/membership.server.ts";
import { joinSegments, leaveSegments, type SegmentRow } from "#shell/repositories/segments/segments.server.ts";
import { remind } from "#services/engine/parts/remind.server.ts";
import { emitOwnEvents, inboxReminder } from "#services/intake/parts/emit-events.server.ts";
import { segmentEventOf, topicsListenedTo, type SegmentTopic } from "./segment-events.server.ts";

/** Changes in one transaction, with their events. */
const BATCH = 1_000;

/**
 * Makes a segment's members the wanted customers. Where no active automation listens, that is one statement; else each
 * batch of changes is stored with its events.
 */
export async function changeMembership(
  context: AppContext,
  segment: SegmentRow,
  wanted: Wanted,
  { tells }: { tells: boolean },
): Promise<void> {
  const sql = context.db.pool;
  const topics = tells ? await topicsListenedTo(sql, segment) : new Set<SegmentTopic>();
  const forWholeShop = <T>(work: (inside: Sql) => Promise<T>): Promise<T> =>
    transaction(sql, async (inside) => {
      await planForWholeShop(inside);
      return work(inside);
    });
  if (topics.size === 0) return forWholeShop((inside) => replaceMembers(inside, segment.id, wanted));
  const { joined, left } = await forWholeShop((inside) => findDifferences(inside, segment.id, wanted));
  let told = 0;
  for (let at = 0; at < left.length; at += BATCH)
    told += await changeBatch(context, segment, left.slice(at, at + BATCH), { topic: "shopbell/segment_left", topics });
  for (let at = 0; at < joined.length; at += BATCH)
    told += await changeBatch(context, segment, joined.slice(at, at + BATCH), {
      topic: "shopbell/segment_joined",
      topics,
    });
  if (told > 0) await remind(context, [inboxReminder(context.clock.now())]);
}

/** @returns the number of new events */
async function changeBatch(
  context: AppContext,
  segment: Pick<SegmentRow, "id" | "shopId" | "name">,
  customerIds: readonly string[],
  { topic, topics }: { topic: SegmentTopic; topics: ReadonlySet<SegmentTopic> },
): Promise<number> {
  const now = context.clock.now();
  const { id: segmentId, shopId, name } = segment;
  const change = (sql: Sql) =>
    topic === "shopbell/segment_joined"
      ? joinSegments(
          sql,
          customerIds.map((customerId) => ({ shopId, segmentId, customerId, joinedAt: now })),
        )
      : leaveSegments(
          sql,
          customerIds.map((customerId) => ({ shopId, segmentId, customerId })),
        );
  return transaction(context.db.pool, async (sql) => {
    const changed = await change(sql);
    if (!topics.has(topic)) return 0;
    // One event for each change: who left and joined again since has another one.
    const events = changed.map(({ customerId }) =>
      segmentEventOf(
        {
          shopId,
          topic,
          segment: { id: segmentId, name },
          customerId,
          cause: `count:${customerId}:${context.newId(now)}`,
        },
        now,
      ),
    );
    return emitOwnEvents(context, sql, events);
  });
}
