import type { AppContext } from "#shell/context.server.ts";
import {
  accountClosed,
  closingAccounts,
  sendersToLookAt,
  sendersToTurn,
} from "#shell/repositories/senders/senders.server.ts";
import { releasableShops } from "#shell/repositories/senders/held-texts.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { findShops } from "#shell/repositories/team/shops.server.ts";
import { RegistrarError } from "#shell/sms/registrar.server.ts";
import { lookAt } from "../register-sender.server.ts";
import { releaseTexts } from "./record-verification.server.ts";
import { withSender, type ClaimedSender } from "./sender-claim.server.ts";
import { keepProblem } from "./set-up-sender.server.ts";

/** Registration calls to Twilio go one after another: the task runs each minute. */
const MAX_PER_RUN = 50;

/**
 * Continues set-ups, asks for the state of registrations, suspends the senders of shops that have uninstalled the app,
 * resumes those of shops that are back, and closes the accounts of erased shops.
 */
export async function lookAfterSenders(context: AppContext): Promise<void> {
  const { db, clock } = context;
  for (const sender of await sendersToTurn(db.pool, MAX_PER_RUN))
    await quietly(context, sender.id, () => withSender(context, sender, (claimed) => turn(context, claimed)));
  for (const sender of await sendersToLookAt(db.pool, clock.now(), MAX_PER_RUN))
    await quietly(context, sender.id, () => withSender(context, sender, (claimed) => lookAt(context, claimed)));
  // A text may have been put on hold while the approval was being recorded.
  for (const { shopId } of await releasableShops(db.pool)) await releaseTexts(context, shopId);
  for (const { accountSid } of await closingAccounts(db.pool, MAX_PER_RUN)) await closeAccount(context, accountSid);
}

/** One sender that fails holds up no other. */
async function quietly(context: AppContext, senderId: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    context.log.error({ err: error, senderId }, "a sender could not be looked after; it is tried again");
  }
}

/** Suspends a sender whose shop is gone, or resumes one whose shop is back. */
async function turn(context: AppContext, sender: ClaimedSender): Promise<void> {
  const { id, shopId, status, resumesAs } = sender.row;
  const [shop] = await findShops(context.db.pool, [shopId]);
  const isGone = !shop || shop.uninstalledAt !== null;
  if (isGone === (status === "suspended")) return;
  await keepProblem(context, sender, async () => {
    const { account } = sender;
    if (account) await context.registrar.setAccountStatus(account.accountSid, isGone ? "suspended" : "active");
    await sender.save(
      isGone
        ? { status: "suspended", resumesAs: status, problem: null, nextLookAt: null }
        : { status: resumesAs ?? "draft", resumesAs: null, problem: null, nextLookAt: sender.now },
    );
    await recordAudit(context.db.pool, [
      {
        id: context.newId(sender.now),
        shopId,
        actor: "shopbell",
        action: isGone ? "sender.suspended" : "sender.resumed",
        target: `sender:${id}`,
        before: { status },
        after: { status: sender.row.status },
        createdAt: sender.now,
      },
    ]);
  });
}

async function closeAccount({ registrar, db, log }: AppContext, accountSid: string): Promise<void> {
  try {
    await registrar.setAccountStatus(accountSid, "closed");
    await accountClosed(db.pool, accountSid);
  } catch (error) {
    if (!(error instanceof RegistrarError)) throw error;
    log.warn({ err: error, accountSid }, "the account of an erased shop could not be closed; it is tried again");
  }
}
