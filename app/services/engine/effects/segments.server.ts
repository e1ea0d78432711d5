import type { EffectOf } from "#core/engine/effects.ts";
import type { OwnTopic } from "#core/intake/topics/own-events.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { findSegments, joinSegments, leaveSegments } from "#shell/repositories/customers/segments.server.ts";
import { emitOwnEvents } from "#services/intake/parts/emit-events.server.ts";
import { effectDone, effectRefused, type EffectOrigin, type Performer } from "./performer.server.ts";

interface SegmentChange {
  topic: Extract<OwnTopic, "shopbell/segment_joined" | "shopbell/segment_left">;
  segmentId: string;
  name: string;
}

/** Emits an event for a change of membership, one own action deeper than the step, so that loops are detected. */
const emitSegmentEvent = (
  context: AppContext,
  sql: Sql,
  { row }: EffectOrigin,
  { topic, segmentId, name }: SegmentChange,
  now: Instant,
) =>
  emitOwnEvents(context, sql, [
    {
      shopId: row.shopId,
      topic,
      eventId: `${row.id}:${segmentId}`,
      triggeredAt: now,
      payload: {
        subject: `segment:${segmentId}:customer:${row.customerId}`,
        customerId: row.customerId,
        hop: row.hop + 1,
        causedBy: row.sequenceId,
        facts: { segment: { id: segmentId, name } },
      },
    },
  ]);

export const addToSegment: Performer<EffectOf<"add_to_segment">> = {
  inside: async (context, sql, { segmentId }, origin, now) => {
    const { shopId, customerId } = origin.row;
    const name = (await findSegments(sql, shopId, [segmentId])).get(segmentId);
    if (name === undefined) return effectRefused("no_segment", "the segment is no longer there");
    const [joined] = await joinSegments(sql, [{ shopId, segmentId, customerId, joinedAt: now }]);
    if (joined)
      await emitSegmentEvent(context, sql, origin, { topic: "shopbell/segment_joined", segmentId, name }, now);
    return effectDone({ segment: name, was_in: !joined });
  },
};

export const removeFromSegment: Performer<EffectOf<"remove_from_segment">> = {
  inside: async (context, sql, { segmentId }, origin, now) => {
    const { shopId, customerId } = origin.row;
    const name = (await findSegments(sql, shopId, [segmentId])).get(segmentId);
    if (name === undefined) return effectRefused("no_segment", "the segment is no longer there");
    const [left] = await leaveSegments(sql, [{ shopId, segmentId, customerId }]);
    if (left) await emitSegmentEvent(context, sql, origin, { topic: "shopbell/segment_left", segmentId, name }, now);
    return effectDone({ segment: name, was_in: Boolean(left) });
  },
};
