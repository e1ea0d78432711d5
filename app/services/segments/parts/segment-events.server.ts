import type { OwnTopic } from "#core/intake/topics/own-events.ts";
import { matchesSegment } from "#core/triggers/segment-choice.ts";
import { segmentJoined } from "#core/triggers/segment-joined.ts";
import { segmentLeft } from "#core/triggers/segment-left.ts";
import type { Instant } from "#core/time/time.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { listenersToSegments, type SegmentRow } from "#shell/repositories/segments/segments.server.ts";
import type { OwnEvent } from "#services/intake/parts/emit-events.server.ts";

export type SegmentTopic = Extract<OwnTopic, "shopbell/segment_joined" | "shopbell/segment_left">;

interface SegmentChange {
  shopId: string;
  topic: SegmentTopic;
  segment: { id: string; name: string };
  customerId: string;
  /** What made the change: the idempotency key of its event. */
  cause: string;
  /** The sequence whose step made the change, and how many own actions deep it is. */
  step?: { sequenceId: string; hop: number };
}

/** The event of a customer who joined or left a segment. */
export const segmentEventOf = (
  { shopId, topic, segment, customerId, cause, step }: SegmentChange,
  triggeredAt: Instant,
): OwnEvent => ({
  shopId,
  topic,
  eventId: `${cause}:${segment.id}`,
  triggeredAt,
  payload: {
    subject: `segment:${segment.id}:customer:${customerId}`,
    customerId,
    ...(step && { hop: step.hop, causedBy: step.sequenceId }),
    facts: { segment },
  },
});

const triggers: Readonly<Record<SegmentTopic, string>> = {
  "shopbell/segment_joined": segmentJoined.type,
  "shopbell/segment_left": segmentLeft.type,
};

/**
 * The changes of a segment that an active automation of the shop reacts to: it starts with them, ends by them or waits
 * for them. Without one, no event is stored.
 */
export async function topicsListenedTo(
  sql: Sql,
  { shopId, id, name }: Pick<SegmentRow, "shopId" | "id" | "name">,
): Promise<Set<SegmentTopic>> {
  const topics = Object.keys(triggers) as SegmentTopic[];
  const heard = await Promise.all(
    topics.map(async (topic) => {
      const trigger = triggers[topic];
      const listeners = await listenersToSegments(sql, shopId, [trigger]);
      return listeners.some(
        (listener) => listener.trigger !== trigger || [id, name].some((value) => namesSegment(listener.config, value)),
      );
    }),
  );
  return new Set(topics.filter((_topic, at) => heard[at]));
}

function namesSegment(config: unknown, value: string): boolean {
  const parsed = segmentJoined.config.safeParse(config ?? {});
  return parsed.success && matchesSegment(parsed.data, { facts: { segment: { id: value, name: value } } });
}
