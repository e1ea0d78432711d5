import { drawsArm } from "#core/actions/index.ts";
import { recipientObjection } from "#core/sending/guards/lasting.ts";
import { shopHoldout } from "#core/sending/guards/shop-holdout.ts";
import type { Instant } from "#core/time/time.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { recordHoldoutMembers } from "#shell/repositories/analytics/holdout-periods.server.ts";
import { recordSplitEntries } from "#shell/repositories/analytics/split-entries.server.ts";
import type { DecidedStep } from "./decide-steps.server.ts";

/**
 * Records who enters a test by the decided steps: at a split, and by a marketing message while the shop holds customers
 * out. They count by what they were meant to get, whatever comes of it. Other steps cost no statement.
 */
export async function recordTestEntries(sql: Sql, steps: readonly DecidedStep[], now: Instant): Promise<void> {
  await recordSplitEntries(
    sql,
    steps.flatMap(({ row: { shopId, automationId, stepId, customerId }, step, decision, facts }) =>
      decision.kind === "choose" && decision.arm !== null && drawsArm(step)
        ? [
            {
              shopId,
              automationId,
              stepId,
              customerId,
              arm: decision.arm,
              sendable: recipientObjection(facts) === null,
              enteredAt: now,
            },
          ]
        : [],
    ),
  );
  await recordHoldoutMembers(
    sql,
    steps.flatMap(({ row: { shopId, customerId }, decision }) => {
      const asked = decision.checks.find(({ guard }) => guard === shopHoldout.name);
      return asked ? [{ shopId, customerId, heldOut: asked.answer === "skip", enteredAt: now }] : [];
    }),
  );
}
