import { isOwn } from "#core/customers/addresses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { findGuardedCustomer } from "#shell/repositories/simulation/guarded-customer.server.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import { optOutOfShop, revokeOptOut, type ConsentStatement } from "./parts/opt-out.server.ts";
import { inboxReminder } from "../intake/parts/emit-events.server.ts";
import { remind, remindersFor, type Due } from "../engine/parts/remind.server.ts";
import { writeBackReminder } from "./parts/write-back-consent.server.ts";

export interface StaffStatement {
  shopId: string;
  actor: string;
  customerId: string;
  /** The staff member's reason, recorded as consent evidence. */
  reason: string;
}

/** Version of the staff opt-out statement; consent evidence cites it. */
const STAFF_STATEMENT_VERSION = "staff@2026-11";

/** Suppresses a customer's numbers for this shop, on behalf of its staff. */
export const suppressCustomer = (context: AppContext, request: StaffStatement): Promise<ServiceResult<object>> =>
  changeAsStaff(context, request, "customer.suppressed", (sql, statement) =>
    optOutOfShop(context, sql, request.shopId, statement),
  );

/** Reverts a staff suppression. Only the customer can revert their own STOP. */
export const unsuppressCustomer = (context: AppContext, request: StaffStatement): Promise<ServiceResult<object>> =>
  changeAsStaff(context, request, "customer.unsuppressed", (sql, statement) =>
    revokeOptOut(context, sql, request.shopId, statement),
  );

async function changeAsStaff(
  context: AppContext,
  { shopId, actor, customerId, reason }: StaffStatement,
  action: "customer.suppressed" | "customer.unsuppressed",
  change: (sql: Sql, statement: ConsentStatement) => Promise<Due[] | null>,
): Promise<ServiceResult<object>> {
  const now = context.clock.now();
  const { result, due } = await transaction(
    context.db.pool,
    async (sql): Promise<{ result: ServiceResult<object>; due: Due[] }> => {
      const customer = await findGuardedCustomer(sql, shopId, customerId);
      if (!customer?.phone || customer.erased)
        return { result: refuse("not_found", "there is no such customer, or they have no number"), due: [] };
      const numbers = customer.numbers.filter((number) => isOwn(number) && number.formerSince === null);
      const changes: (Due[] | null)[] = [];
      for (const { address } of numbers) changes.push(await change(sql, statementOf(address, reason, now)));
      const changed = changes.every((each) => each === null) ? null : changes.flatMap((each) => each ?? []);
      if (!changed)
        return {
          result: refuse("held", "The customer has unsubscribed: only they can undo it, by answering START."),
          due: [],
        };
      await recordAudit(sql, [
        {
          id: context.newId(now),
          shopId,
          actor,
          action,
          target: `customer:${customerId}`,
          before: { suppressed: numbers.some(({ suppressed }) => suppressed) },
          after: { suppressed: action === "customer.suppressed", why: reason },
          createdAt: now,
        },
      ]);
      return { result: { ok: true }, due: changed };
    },
  );
  if (result.ok) await remind(context, [...remindersFor(due, now), inboxReminder(now), writeBackReminder(now)]);
  return result;
}

const statementOf = (phone: string, reason: string, at: Instant): ConsentStatement => ({
  scope: null,
  phone,
  source: "staff",
  words: reason,
  rule: STAFF_STATEMENT_VERSION,
  messageId: null,
  at,
});
