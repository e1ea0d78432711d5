import { condition } from "#core/conditions/index.ts";
import { checkSegmentConditions } from "#core/segments/check.ts";
import { compileCondition } from "#core/segments/compile.ts";
import { segmentFields } from "#core/segments/fields.ts";
import type { Problem } from "#core/problem.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { countHolding, planForWholeShop } from "#shell/repositories/segments/membership.server.ts";
import { listSegments } from "#shell/repositories/segments/segments.server.ts";
import type { Shop } from "../team/require-staff.server.ts";

/** How many customers conditions would hold now; problems instead where they cannot be asked. Stores nothing. */
export async function countConditions(
  context: AppContext,
  { id: shopId, timezone }: Pick<Shop, "id" | "timezone">,
  conditions: unknown,
): Promise<{ ok: true; members: number } | { ok: false; problems: Problem[] }> {
  const { pool } = context.db;
  const now = context.clock.now();
  const offered = segmentFields(await listSegments(pool, shopId));
  const problems = checkSegmentConditions(conditions, offered);
  if (problems.length > 0) return { ok: false, problems };
  const predicate = compileCondition(condition.parse(conditions), { offered, now, timezone });
  const members = await transaction(pool, async (sql) => {
    await planForWholeShop(sql);
    return countHolding(sql, { shopId, predicate, now, timezone });
  });
  return { ok: true, members };
}
