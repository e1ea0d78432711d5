import { adminProblemOf } from "#core/sending/outward-failure.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findByShopifyIds, type Wanted } from "#shell/repositories/segments/membership.server.ts";
import type { SegmentProblem } from "#shell/repositories/segments/segments.server.ts";

const messages: Record<SegmentProblem, string> = {
  no_access: "Shopify no longer lets the app read this store; open the app in Shopify once, then count again",
  not_granted: "Shopify does not let the app read this segment; the app needs the scope read_customers",
  no_answer: "Shopify does not answer; the members of the last count stay, and it is counted again by itself",
  gone: "Shopify has no such segment any more; the members of the last count stay",
};

/** Reads who belongs to a Shopify segment. Customers who are not known here are counted. */
export async function readShopifyMembers(
  context: AppContext,
  { shopId, domain, segmentId }: { shopId: string; domain: string; segmentId: string },
): Promise<{ ok: true; who: Wanted; unknown: number } | { ok: false; reason: SegmentProblem; message: string }> {
  const answer = await context.adminApi.segmentMembers(domain, segmentId);
  if (answer.kind !== "answered") {
    const reason = answer.kind === "gone" ? "gone" : adminProblemOf(answer);
    return { ok: false, reason, message: messages[reason] };
  }
  const { customerIds, unknown } = await findByShopifyIds(context.db.pool, shopId, answer.customerIds);
  return { ok: true, who: { shopId, now: context.clock.now(), customerIds }, unknown };
}
