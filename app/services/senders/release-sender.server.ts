import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { joinSharedOptOuts } from "#shell/repositories/senders/opt-out-scope.server.ts";
import { findSender, listSenders } from "#shell/repositories/senders/senders.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { lockShop } from "#shell/repositories/team/shops.server.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import { releaseTexts } from "./parts/record-verification.server.ts";
import { withSender } from "./parts/sender-claim.server.ts";
import { keepProblem, problemOf } from "./parts/set-up-sender.server.ts";

/**
 * Gives a shop's sender back: its number goes back to the provider for good. With its last sender the shop's account is
 * closed, and the shop uses the installation's sender again.
 */
export async function releaseSender(
  context: AppContext,
  { shopId, senderId, actor }: { shopId: string; senderId: string; actor: string },
): Promise<ServiceResult<object>> {
  const known = await findSender(context.db.pool, shopId, senderId);
  if (!known) return refuse("not_found", "there is no such sender");
  if (known.status === "released") return refuse("over", "the sender is released already");
  const result = await withSender(context, { shopId, id: senderId }, async (sender) => {
    const failure = await keepProblem(context, sender, async () => {
      const { account } = sender;
      const { numberSid } = sender.row;
      const others = (await listSenders(context.db.pool, shopId)).filter(
        ({ id, status }) => id !== senderId && status !== "released",
      );
      if (account && numberSid) await context.registrar.releaseNumber(account, numberSid);
      if (account && others.length === 0) await context.registrar.setAccountStatus(account.accountSid, "closed");
      const now = sender.now;
      await sender.save({ status: "released", resumesAs: null, releasedAt: now, nextLookAt: null, problem: null });
      await transaction(context.db.pool, async (sql) => {
        await lockShop(sql, shopId);
        if (others.length === 0) await joinSharedOptOuts(sql, shopId, now);
        await recordAudit(sql, [
          {
            id: context.newId(now),
            shopId,
            actor,
            action: "sender.released",
            target: `sender:${senderId}`,
            before: { status: known.status },
            after: { status: "released" },
            createdAt: now,
          },
        ]);
      });
    });
    return failure ? refuse("conflict", problemOf(failure)) : ({ ok: true } as const);
  });
  if (result?.ok) await releaseTexts(context, shopId);
  return result ?? refuse("under_way", "the sender is being changed at this moment; try again in a minute");
}
