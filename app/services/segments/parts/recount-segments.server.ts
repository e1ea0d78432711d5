import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { isStopping } from "#shell/stopping.server.ts";
import { findSegmentsToCount, markTried } from "#shell/repositories/segments/segments.server.ts";
import { recountSegment } from "../recount-segment.server.ts";

/** How long a segment is counted after staff or something else last used it. */
const USED_FOR = Temporal.Duration.from({ hours: 24 * 7 });
/** The least time between two counts of a segment by the task. */
const BETWEEN = Temporal.Duration.from({ minutes: 4 });
const AT_ONCE = 50;

/** Counts the live segments again that something uses; of each shop one after the other, the shops in turn. */
export async function recountSegments(context: AppContext): Promise<void> {
  const began = context.clock.now();
  for (;;) {
    const segments = await findSegmentsToCount(context.db.pool, {
      usedSince: began.subtract(USED_FOR),
      triedBefore: began.subtract(BETWEEN),
      limit: AT_ONCE,
    });
    for (const { id, shopId } of segments) {
      if (isStopping(context)) return;
      await recountSafely(context, shopId, id);
    }
    if (segments.length === 0) return;
  }
}

/** An error in one segment must not stop the others. */
async function recountSafely(context: AppContext, shopId: string, id: string): Promise<void> {
  try {
    await recountSegment(context, shopId, id);
  } catch (error) {
    context.log.error({ err: error, segmentId: id }, "a segment could not be counted");
    await markTried(context.db.pool, id, context.clock.now());
  }
}
