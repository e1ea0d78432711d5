import type { AppContext } from "#shell/context.server.ts";
import { listSegments, touchSegments, type SegmentRow } from "#shell/repositories/segments/segments.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { readReachabilityOfEach } from "./read-reachability.server.ts";

export interface SegmentView extends Pick<SegmentRow, "id" | "name" | "kind" | "members" | "problem"> {
  /** ISO instant of the last count; null before the first, and for a static segment. */
  countedAt: string | null;
}

/** A shop's segments by name. */
export async function listSegmentsOf({ db }: Pick<AppContext, "db">, shopId: string): Promise<SegmentView[]> {
  const segments = await listSegments(db.pool, shopId);
  return segments.map(({ id, name, kind, members, problem, countedAt }) => ({
    id,
    name,
    kind,
    members,
    problem,
    countedAt: countedAt?.toString() ?? null,
  }));
}

/** A segment as a row of the list. */
export interface SegmentLine extends Pick<SegmentRow, "id" | "name" | "kind" | "members" | "problem"> {
  /** Numbers that a marketing text would go to now. */
  sendable: number;
  countedAt: ShownMoment | null;
}

/** The list of segments, each with how many of its members can be texted. Who looks at it, has it counted in time. */
export async function readSegments(context: AppContext, shop: Shop): Promise<SegmentLine[]> {
  const now = context.clock.now();
  const segments = await listSegments(context.db.pool, shop.id);
  await touchSegments(
    context.db.pool,
    segments.map(({ id }) => id),
    now,
  );
  const reachability = await readReachabilityOfEach(
    context,
    shop,
    segments.map(({ id }) => id),
  );
  return segments.map(({ id, name, kind, members, problem, countedAt }) => ({
    id,
    name,
    kind,
    members,
    problem,
    sendable: reachability.get(id)?.sendable ?? 0,
    countedAt: countedAt && momentOf(countedAt, shop.timezone, now),
  }));
}
