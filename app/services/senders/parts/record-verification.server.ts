import { remedyFor } from "#core/senders/refusals.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { releaseHeld } from "#shell/repositories/engine/scheduled.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { notifyOnce, retireNotifications } from "#shell/repositories/team/notifications.server.ts";
import type { Verification } from "#shell/sms/registrar.server.ts";
import { remind, remindersFor } from "#services/engine/parts/remind.server.ts";
import type { ClaimedSender } from "./sender-claim.server.ts";
import { CHECK_ACCOUNT_EVERY } from "./set-up-sender.server.ts";

/** How often a registration that is not decided is looked at. */
const LOOK_EVERY = Temporal.Duration.from({ minutes: 15 });

/** Records the carriers' state of a registration. On approval, the texts that waited for it go out. */
export async function recordVerification(
  context: AppContext,
  sender: ClaimedSender,
  { verificationSid, status, refusals, editUntil }: Verification,
): Promise<void> {
  const before = sender.row.status;
  const { now } = sender;
  const isDecided = status === "approved" || status === "refused";
  await sender.save({
    verificationSid,
    // A suspended sender goes on where the carriers are when its shop is back.
    ...(before === "suspended" ? { resumesAs: status } : { status }),
    refusals,
    editUntil,
    problem: null,
    nextLookAt: now.add(status === "approved" ? CHECK_ACCOUNT_EVERY : LOOK_EVERY),
    ...(isDecided && before !== status && { decidedAt: now }),
  });
  if (before === status || before === "suspended") return;
  if (isDecided) await tellOfDecision(context, sender, status, refusals);
  if (status === "approved") await releaseTexts(context, sender.row.shopId);
}

/** Releases the texts that a shop held until its sender is approved. */
export async function releaseTexts(context: AppContext, shopId: string): Promise<void> {
  const now = context.clock.now();
  const due = await releaseHeld(context.db.pool, { shopId, customerId: null, reason: "sender_not_approved", now });
  await remind(context, remindersFor(due, now));
}

async function tellOfDecision(
  context: AppContext,
  { row: { id, shopId, number }, now }: ClaimedSender,
  status: "approved" | "refused",
  refusals: Verification["refusals"],
): Promise<void> {
  const kind = status === "approved" ? ("sender_approved" as const) : ("sender_refused" as const);
  const why = refusals.map((refusal) => remedyFor(refusal) ?? refusal.reason).filter((words) => words !== "");
  const notice = {
    id: context.newId(now),
    shopId,
    kind,
    title: status === "approved" ? `The carriers approved ${number}` : `The carriers refused ${number}`,
    body:
      status === "approved"
        ? "Texts to the United States and Canada go out from now on."
        : [...why, "Correct the registration and send it again."].join(" "),
    dedupeKey: `sender_decided:${id}`,
    createdAt: now,
  };
  await transaction(context.db.pool, async (sql) => {
    await retireNotifications(sql, [{ shopId, dedupeKey: notice.dedupeKey, readAt: now }]);
    await notifyOnce(sql, [notice]);
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor: "shopbell",
        action: "sender.decided",
        target: `sender:${id}`,
        before: null,
        after: { status, ...(refusals.length > 0 && { codes: refusals.flatMap(({ code }) => code ?? []) }) },
        createdAt: now,
      },
    ]);
  });
}
