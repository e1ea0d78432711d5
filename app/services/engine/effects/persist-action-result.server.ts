import { outputNameOf } from "#core/actions/index.ts";
import type { Check } from "#core/activity/explanation.ts";
import type { OutwardResult } from "#core/sending/outward-failure.ts";
import { concludeFailed, concludeAction, retryOrFail } from "#core/engine/conclude.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { positionOf, type DecidedStep } from "../parts/decide-steps.server.ts";
import { toStepResult, type StepResult } from "../parts/persist-step-results.server.ts";
import { performerOf } from "./index.server.ts";
import { effectDone } from "./performer.server.ts";

/** A decided step, with the result of its effect if the effect calls another system. */
export type PerformedStep = DecidedStep & { result?: OutwardResult };
export type ActionStep = PerformedStep & { decision: { kind: "act" } };

/**
 * Performs the inside part of a step's effect and concludes the step.
 * @param running false when the sequence was cancelled during the effect: then no next step follows
 */
export async function persistActionResult(
  context: AppContext,
  sql: Sql,
  item: ActionStep,
  running: boolean,
  now: Instant,
): Promise<StepResult> {
  const { row, definition, decision } = item;
  const { act } = decision;
  const performer = performerOf(act);
  const origin = { row, automationName: definition.name };
  const outside = item.result ?? effectDone();
  const result =
    outside.kind === "done" && performer.inside ? await performer.inside(context, sql, act, origin, now) : outside;
  const position = { ...positionOf(item, now), running };
  const withCheck = (saw: Check["saw"], refused: boolean): Check[] => [
    ...decision.checks,
    { guard: act.type, answer: refused ? "skip" : "pass", ...(refused && { reason: "action_error" as const }), saw },
  ];
  switch (result.kind) {
    case "done": {
      const name = outputNameOf(item.step.type);
      const outputs = name && result.output ? { outputs: { [name]: result.output } } : {};
      return {
        ...toStepResult(item, concludeAction(position, withCheck(result.output ?? {}, false), "done")),
        ...outputs,
      };
    }
    case "refused":
      return toStepResult(
        item,
        concludeFailed(
          position,
          "action_error",
          `${result.code}: ${result.detail}`,
          withCheck({ code: result.code, detail: result.detail }, true),
        ),
      );
    case "retry": {
      const notBefore = result.after === undefined ? null : now.add({ seconds: Math.ceil(result.after) });
      return toStepResult(
        item,
        retryOrFail(
          position,
          "action_error",
          result.detail,
          withCheck({ detail: result.detail, tries: row.attempts }, true),
          notBefore,
        ),
      );
    }
  }
}
