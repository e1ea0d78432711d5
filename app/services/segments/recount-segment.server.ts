import { compileCondition } from "#core/segments/compile.ts";
import { segmentFields } from "#core/segments/fields.ts";
import { segmentsNamed } from "#core/segments/check.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findShops } from "#shell/repositories/team/shops.server.ts";
import { countMembers, type Wanted } from "#shell/repositories/segments/membership.server.ts";
import {
  findSegment,
  listSegments,
  recordCount,
  type SegmentProblem,
  type SegmentRow,
} from "#shell/repositories/segments/segments.server.ts";
import { changeMembership } from "./parts/change-membership.server.ts";
import { readShopifyMembers } from "./parts/read-shopify-members.server.ts";

export type RecountResult =
  { ok: true; members: number } | { ok: false; reason: "not_found" | SegmentProblem; message: string };

/** A shop, as counting needs it. */
interface CountingShop {
  id: string;
  domain: string;
  timezone: string;
}

/**
 * Makes the stored members of a live segment those that it holds now, and tells active automations that listen who joined
 * and who left. Repeated, it changes nothing. Segments that its conditions name are counted before it. Members of a static
 * segment are only counted. When Shopify does not answer, the members of the last count stay.
 * @param options.tellsFirst also the first count tells automations who joined
 */
export async function recountSegment(
  context: AppContext,
  shopId: string,
  segmentId: string,
  { tellsFirst = false }: { tellsFirst?: boolean } = {},
): Promise<RecountResult> {
  const [shop] = await findShops(context.db.pool, [shopId]);
  return shop
    ? recount(context, shop, segmentId, { tellsFirst, counting: new Set() })
    : { ok: false, reason: "not_found", message: "there is no such shop" };
}

async function recount(
  context: AppContext,
  shop: CountingShop,
  segmentId: string,
  { tellsFirst, counting }: { tellsFirst: boolean; counting: Set<string> },
): Promise<RecountResult> {
  const sql = context.db.pool;
  const segment = await findSegment(sql, shop.id, segmentId);
  if (!segment) return { ok: false, reason: "not_found", message: "there is no such segment" };
  if (segment.kind === "static") return { ok: true, members: segment.members ?? 0 };
  counting.add(segment.id);
  for (const named of segment.conditions ? segmentsNamed(segment.conditions) : [])
    if (!counting.has(named)) await recount(context, shop, named, { tellsFirst, counting });
  const now = context.clock.now();
  const wanted = await wantedOf(context, shop, segment);
  if (!wanted.ok) {
    await recordCount(sql, segment.id, { now, problem: wanted.reason });
    return wanted;
  }
  const tells = segment.kind === "conditions" && (segment.countedAt !== null || tellsFirst);
  await changeMembership(context, segment, wanted.who, { tells });
  const members = await countMembers(sql, segment.id);
  await recordCount(sql, segment.id, { now, members, unknown: wanted.unknown });
  return { ok: true, members };
}

async function wantedOf(
  context: AppContext,
  { id: shopId, domain, timezone }: CountingShop,
  segment: SegmentRow,
): Promise<{ ok: true; who: Wanted; unknown: number } | { ok: false; reason: SegmentProblem; message: string }> {
  const now = context.clock.now();
  if (segment.shopifyId !== null) return readShopifyMembers(context, { shopId, domain, segmentId: segment.shopifyId });
  const offered = segmentFields(await listSegments(context.db.pool, shopId));
  const predicate = compileCondition(segment.conditions ?? { any: [] }, { offered, now, timezone });
  return { ok: true, who: { shopId, predicate, now, timezone }, unknown: 0 };
}
