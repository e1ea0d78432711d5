import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { findSampleCustomers } from "#shell/repositories/simulation/sample-customers.server.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import { optOut, revokeOptOut, type ConsentStatement } from "./parts/opt-out.server.ts";
import { inboxReminder } from "../intake/parts/emit-events.server.ts";
import { remind, remindersFor, type Due } from "../engine/parts/remind.server.ts";
import { writeBackReminder } from "./parts/write-back-consent.server.ts";

export interface StaffStatement {
  shopId: string;
  actor: string;
  customerId: string;
  /** Why, as it is kept for proof. */
  why: string;
}

/** Version of what a member of the staff says by the press of this button: proofs of consent cite it. */
const BY_STAFF_VERSION = "staff@2026-11";

/** Stops all texts of this shop to a customer's number, at the word of its staff. */
export const suppressCustomer = (context: AppContext, word: StaffStatement): Promise<ServiceResult<object>> =>
  speak(
    context,
    word,
    "customer.suppressed",
    async (sql, said) => (await optOut(context, sql, said, { only: word.shopId })).due,
  );

/**
 * Lets texts go again that the shop's staff had stopped. A stop of the customer's own stands: they alone can take it
 * back.
 */
export const unsuppressCustomer = (context: AppContext, word: StaffStatement): Promise<ServiceResult<object>> =>
  speak(context, word, "customer.unsuppressed", (sql, said) => revokeOptOut(context, sql, word.shopId, said));

async function speak(
  context: AppContext,
  { shopId, actor, customerId, why }: StaffStatement,
  action: "customer.suppressed" | "customer.unsuppressed",
  change: (sql: Sql, said: ConsentStatement) => Promise<Due[] | null>,
): Promise<ServiceResult<object>> {
  const now = context.clock.now();
  const { result, due } = await transaction(
    context.db.pool,
    async (sql): Promise<{ result: ServiceResult<object>; due: Due[] }> => {
      const customer = await findSampleCustomers(sql, shopId, customerId);
      if (!customer?.phone || customer.erased)
        return { result: refuse("not_found", "there is no such customer, or they have no number"), due: [] };
      const changed = await change(sql, wordOf(customer.phone, why, now));
      if (!changed)
        return {
          result: refuse("held", "The customer has said stop: only they can undo it, by answering START."),
          due: [],
        };
      await recordAudit(sql, [
        {
          id: context.newId(now),
          shopId,
          actor,
          action,
          target: `customer:${customerId}`,
          before: { suppressed: customer.suppressed },
          after: { suppressed: action === "customer.suppressed", why },
          createdAt: now,
        },
      ]);
      return { result: { ok: true }, due: changed };
    },
  );
  if (result.ok) await remind(context, [...remindersFor(due, now), inboxReminder(now), writeBackReminder(now)]);
  return result;
}

const wordOf = (phone: string, why: string, at: Instant): ConsentStatement => ({
  phone,
  source: "staff",
  words: why,
  rule: BY_STAFF_VERSION,
  messageId: null,
  at,
});
