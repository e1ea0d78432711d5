import type { EffectOf } from "#core/engine/effects.ts";
import { isLive } from "#core/segments/segment.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { findSegments, joinSegments, leaveSegments } from "#shell/repositories/segments/segments.server.ts";
import { emitOwnEvents } from "#services/intake/parts/emit-events.server.ts";
import { segmentEventOf, type SegmentTopic } from "#services/segments/parts/segment-events.server.ts";
import { effectDone, effectRefused, type EffectOrigin, type Performer } from "./performer.server.ts";

/** Emits an event for a change of membership, one own action deeper than the step, so that loops are detected. */
const emitSegmentEvent = (
  context: AppContext,
  sql: Sql,
  { row }: EffectOrigin,
  { topic, segmentId, name }: { topic: SegmentTopic; segmentId: string; name: string },
  now: Instant,
) =>
  emitOwnEvents(context, sql, [
    segmentEventOf(
      {
        shopId: row.shopId,
        topic,
        segment: { id: segmentId, name },
        customerId: row.customerId,
        cause: row.id,
        step: { sequenceId: row.sequenceId, hop: row.hop + 1 },
      },
      now,
    ),
  ]);

/** The segment of a step; one with conditions, or of Shopify, takes no customer by a step. */
async function findStaticSegment(sql: Sql, shopId: string, segmentId: string) {
  const segment = (await findSegments(sql, shopId, [segmentId])).get(segmentId);
  if (!segment) return { refused: effectRefused("no_segment", "the segment is no longer there") };
  return isLive(segment)
    ? {
        refused: effectRefused(
          "live_segment",
          "the members of this segment follow from its conditions; no step changes them",
        ),
      }
    : segment;
}

export const addToSegment: Performer<EffectOf<"add_to_segment">> = {
  inside: async (context, sql, { segmentId }, origin, now) => {
    const { shopId, customerId } = origin.row;
    const segment = await findStaticSegment(sql, shopId, segmentId);
    if ("refused" in segment) return segment.refused;
    const { name } = segment;
    const [joined] = await joinSegments(sql, [{ shopId, segmentId, customerId, joinedAt: now }]);
    if (joined)
      await emitSegmentEvent(context, sql, origin, { topic: "shopbell/segment_joined", segmentId, name }, now);
    return effectDone({ segment: name, was_in: !joined });
  },
};

export const removeFromSegment: Performer<EffectOf<"remove_from_segment">> = {
  inside: async (context, sql, { segmentId }, origin, now) => {
    const { shopId, customerId } = origin.row;
    const segment = await findStaticSegment(sql, shopId, segmentId);
    if ("refused" in segment) return segment.refused;
    const { name } = segment;
    const [left] = await leaveSegments(sql, [{ shopId, segmentId, customerId }]);
    if (left) await emitSegmentEvent(context, sql, origin, { topic: "shopbell/segment_left", segmentId, name }, now);
    return effectDone({ segment: name, was_in: Boolean(left) });
  },
};
