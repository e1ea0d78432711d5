import { isLive } from "#core/segments/segment.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { presentCustomers } from "#shell/repositories/intake/known-customers.server.ts";
import { joinSegments, leaveSegments, lockSegment } from "#shell/repositories/segments/segments.server.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import { remind } from "../engine/parts/remind.server.ts";
import { emitOwnEvents, inboxReminder } from "../intake/parts/emit-events.server.ts";
import { auditSegment } from "./parts/audit-segment.server.ts";
import { segmentEventOf, topicsListenedTo, type SegmentTopic } from "./parts/segment-events.server.ts";

interface MembersChange {
  shopId: string;
  segmentId: string;
  actor: string;
  change: "add" | "remove";
  customerIds: readonly string[];
}

/** Adds customers to a static segment by hand, or removes them. Automations that listen get the event, as of a step. */
export async function changeMembers(
  context: AppContext,
  { shopId, segmentId, actor, change, customerIds }: MembersChange,
): Promise<ServiceResult<{ changed: number }>> {
  const now = context.clock.now();
  const result = await transaction(context.db.pool, async (sql): Promise<ServiceResult<{ changed: number }>> => {
    const segment = await lockSegment(sql, shopId, segmentId);
    if (!segment) return refuse("not_found", "there is no such segment");
    if (isLive(segment))
      return refuse("conflict", `the members of “${segment.name}” follow from it: change its conditions instead`);
    const present = await presentCustomers(sql, shopId, customerIds);
    if (present.length === 0) return refuse("not_found", "there is no such customer");
    const rows = present.map((customerId) => ({ shopId, segmentId, customerId }));
    const changed =
      change === "add"
        ? await joinSegments(
            sql,
            rows.map((row) => ({ ...row, joinedAt: now })),
          )
        : await leaveSegments(sql, rows);
    if (changed.length === 0) return { ok: true, changed: 0 };
    const topic: SegmentTopic = change === "add" ? "shopbell/segment_joined" : "shopbell/segment_left";
    if ((await topicsListenedTo(sql, segment)).has(topic))
      await emitOwnEvents(
        context,
        sql,
        changed.map(({ customerId }) =>
          segmentEventOf(
            {
              shopId,
              topic,
              segment: { id: segmentId, name: segment.name },
              customerId,
              cause: `hand:${customerId}:${context.newId(now)}`,
            },
            now,
          ),
        ),
      );
    const [first] = changed;
    await auditSegment(context, sql, {
      shopId,
      actor,
      id: segmentId,
      action: change === "add" ? "segment.members_added" : "segment.members_removed",
      before: null,
      after: {
        name: segment.name,
        customers: changed.length,
        ...(changed.length === 1 && first && { customerId: first.customerId }),
      },
    });
    return { ok: true, changed: changed.length };
  });
  if (result.ok && result.changed > 0) await remind(context, [inboxReminder(now)]);
  return result;
}
