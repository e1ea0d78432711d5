import { readShopifySegmentId } from "#core/segments/segment.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { insertSegment, segmentNamed, segmentOfShopify } from "#shell/repositories/segments/segments.server.ts";
import { lockShop } from "#shell/repositories/team/shops.server.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { auditSegment } from "./parts/audit-segment.server.ts";
import { recountSegment } from "./recount-segment.server.ts";

/** What a segment of Shopify is here: made already, still to be made, no segment of this shop, or not to be found out. */
export type SegmentOfShopify =
  | { kind: "made"; segmentId: string; name: string }
  | { kind: "to_make"; shopifyId: string; name: string }
  | { kind: "gone" }
  | { kind: "unanswered" };

/**
 * Finds a segment of Shopify by its global id or number. Shopify is asked with the shop's own token: of another shop's
 * segment it says what it says of none.
 */
export async function findSegmentOfShopify(
  { db, adminApi }: Pick<AppContext, "db" | "adminApi">,
  shop: Pick<Shop, "id" | "domain">,
  written: string,
): Promise<SegmentOfShopify> {
  const shopifyId = readShopifySegmentId(written);
  if (shopifyId === null) return { kind: "gone" };
  const made = await segmentOfShopify(db.pool, shop.id, shopifyId);
  if (made) return { kind: "made", segmentId: made.id, name: made.name };
  const answer = await adminApi.segment(shop.domain, shopifyId);
  if (answer.kind !== "answered") return { kind: "unanswered" };
  return answer.segment ? { kind: "to_make", shopifyId, name: answer.segment.name } : { kind: "gone" };
}

/** Makes a segment of a segment of Shopify and counts it; repeated, it answers with the one that there is. */
export async function makeSegmentOfShopify(
  context: AppContext,
  { shop, actor }: { shop: Pick<Shop, "id" | "domain">; actor: string },
  written: string,
): Promise<ServiceResult<{ id: string }>> {
  const found = await findSegmentOfShopify(context, shop, written);
  if (found.kind === "gone") return refuse("not_found", "this store has no such segment in Shopify");
  if (found.kind === "unanswered")
    return refuse("conflict", "Shopify does not answer: try again, or choose another segment");
  if (found.kind === "made") return { ok: true, id: found.segmentId };
  const now = context.clock.now();
  const shopId = shop.id;
  const id = await transaction(context.db.pool, async (sql) => {
    // A second press waits for the first, and finds its segment.
    await lockShop(sql, shopId);
    const made = await segmentOfShopify(sql, shopId, found.shopifyId);
    if (made) return made.id;
    const segment = {
      id: context.newId(now),
      shopId,
      name: await freeName((name) => segmentNamed(sql, shopId, name), found.name),
      kind: "shopify" as const,
      conditions: null,
      shopifyId: found.shopifyId,
      createdAt: now,
    };
    await insertSegment(sql, segment);
    const { kind, name, shopifyId } = segment;
    await auditSegment(context, sql, {
      shopId,
      actor,
      id: segment.id,
      action: "segment.created",
      before: null,
      after: { kind, name, shopifyId },
    });
    return segment.id;
  });
  await recountSegment(context, shopId, id);
  return { ok: true, id };
}

const MAX_NAME = 100;

/** Shopify's name of the segment; where another segment has it, with "(Shopify)" or a number behind it. */
async function freeName(taken: (name: string) => Promise<unknown>, name: string): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const suffix = attempt === 0 ? "" : attempt === 1 ? " (Shopify)" : ` (Shopify ${attempt})`;
    const candidate = `${name.trim().slice(0, MAX_NAME - suffix.length)}${suffix}`;
    if (!(await taken(candidate))) return candidate;
  }
}
