import type { Problem } from "#core/problem.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { recordAudit, type AuditRow } from "#shell/repositories/team/audit.server.ts";
import { lockAutomation, type AutomationRow } from "#shell/repositories/automations/automations.server.ts";
import { lockIntake } from "#shell/repositories/intake/store-events.server.ts";
import { remind, remindersFor, type Due } from "#services/engine/parts/remind.server.ts";

/** A refused change, with its reason. */
export interface Refusal {
  ok: false;
  reason:
    | "not_found"
    | "invalid"
    | "archived"
    | "unchanged"
    | "over"
    | "under_way"
    | "held"
    | "conflict"
    | "in_use"
    | "not_granted"
    | "no_answer";
  message: string;
  /** All problems of an invalid document. */
  problems?: Problem[];
}

export type ServiceResult<T> = ({ ok: true } & T) | Refusal;

export const refuse = (reason: Refusal["reason"], message: string): Refusal => ({ ok: false, reason, message });

export const refuseDocument = (problems: Problem[]): Refusal => ({
  ...refuse(
    "invalid",
    problems.map(({ path, message }) => (path === "" ? `the document ${message}` : `${path} ${message}`)).join("; "),
  ),
  problems,
});

/** The automation to change, and the audit actor. */
export interface AutomationTarget {
  shopId: string;
  automationId: string;
  actor: string;
}

/** Result of a change, its audit event, and the scheduled automations to remind of after the commit. */
export interface AutomationChange<T> {
  result: ServiceResult<T>;
  audit?: Pick<AuditRow, "action" | "before" | "after">;
  due?: readonly Due[];
}

/**
 * Changes an automation in one transaction, with its row and the shop's intake locked, so that changes are serial and
 * no customer enters meanwhile.
 */
export async function changeAutomationAudited<T>(
  context: AppContext,
  { shopId, automationId, actor }: AutomationTarget,
  work: (sql: Sql, automation: AutomationRow, now: Instant) => Promise<AutomationChange<T>>,
): Promise<ServiceResult<T>> {
  const now = context.clock.now();
  const { result, due } = await transaction(context.db.pool, async (sql): Promise<AutomationChange<T>> => {
    await lockIntake(sql, [shopId]);
    const automation = await lockAutomation(sql, shopId, automationId);
    if (!automation) return { result: refuse("not_found", "there is no such automation") };
    const changed = await work(sql, automation, now);
    if (changed.result.ok && changed.audit)
      await recordAudit(sql, [
        {
          id: context.newId(now),
          shopId,
          actor,
          target: `automation:${automation.id}`,
          createdAt: now,
          ...changed.audit,
        },
      ]);
    return changed;
  });
  await remind(context, remindersFor(due ?? [], now));
  return result;
}
