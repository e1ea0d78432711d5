import { isSenderName, ratePerSecond } from "#core/senders/sender.ts";
import type { SenderKind } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { leaveSharedOptOuts } from "#shell/repositories/senders/opt-out-scope.server.ts";
import { insertSender, listSenders, setSenderRate } from "#shell/repositories/senders/senders.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { lockShop } from "#shell/repositories/team/shops.server.ts";
import { refuse, refuseDocument, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import { withSender } from "./parts/sender-claim.server.ts";
import { keepProblem, setUpSender } from "./parts/set-up-sender.server.ts";

export interface NewSender {
  shopId: string;
  actor: string;
  kind: SenderKind;
  /** ISO code of the number's country. */
  country: string;
  /** The name that an alphanumeric sender shows. */
  senderName?: string;
  /** A number of the parent account that the shop brings along, E.164. */
  broughtNumber?: string;
  /** The carriers have approved the brought number already. */
  approvedBefore?: boolean;
}

/** A problem of a request, by its field; null when it can be done. */
function problemIn({ kind, country, senderName, broughtNumber, approvedBefore }: NewSender) {
  if (!/^[A-Z]{2}$/.test(country))
    return { path: "country", message: "must be a country's code of two letters, such as US" };
  if (kind === "toll_free" && country !== "US" && country !== "CA")
    return { path: "country", message: "must be US or CA: only there are toll-free numbers for texts" };
  if (kind === "alphanumeric")
    return senderName !== undefined && isSenderName(senderName)
      ? null
      : { path: "senderName", message: "must be up to 11 letters, digits, spaces, - + _ &, one of them a letter" };
  if (broughtNumber !== undefined && !/^\+[1-9]\d{4,14}$/.test(broughtNumber))
    return { path: "broughtNumber", message: "must be a number in E.164 form such as +18885550123" };
  if (kind !== "toll_free" && (broughtNumber === undefined || !approvedBefore))
    return {
      path: "kind",
      message: "must be toll_free or alphanumeric; bring along a number of another kind that is approved already",
    };
  return null;
}

/**
 * Gives a shop a sender of its own and begins its set-up at the provider. What the provider cannot do now is tried again
 * by the task "look-after-senders".
 */
export async function createSender(context: AppContext, wanted: NewSender): Promise<ServiceResult<{ id: string }>> {
  const problem = problemIn(wanted);
  if (problem) return refuseDocument([problem]);
  const { shopId, actor, kind, country, senderName, broughtNumber = null, approvedBefore = false } = wanted;
  const now = context.clock.now();
  const id = context.newId(now);
  const created = await transaction(context.db.pool, async (sql): Promise<ServiceResult<{ id: string }>> => {
    const shop = await lockShop(sql, shopId);
    if (!shop) return refuse("not_found", "there is no such shop");
    const held = (await listSenders(sql, shopId)).filter(({ status }) => status !== "released");
    const isName = kind === "alphanumeric";
    if (held.some((sender) => (sender.kind === "alphanumeric") === isName))
      return refuse("conflict", `the shop has a sender ${isName ? "with a name" : "with a number"}; release it first`);
    await insertSender(sql, {
      id,
      shopId,
      kind,
      country,
      broughtNumber,
      approvedBefore,
      registration: isName ? { senderName } : {},
      perSecond: ratePerSecond[kind],
      nextLookAt: now,
      createdAt: now,
    });
    if (held.length === 0) await leaveSharedOptOuts(sql, shopId, now);
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor,
        action: "sender.created",
        target: `sender:${id}`,
        before: null,
        after: { kind, country },
        createdAt: now,
      },
    ]);
    return { ok: true, id };
  });
  if (!created.ok) return created;
  await withSender(context, { shopId, id }, (sender) =>
    keepProblem(context, sender, () => setUpSender(context, sender)),
  );
  return created;
}

/** Changes how many texts a second the carriers take from a sender, as a contract with them may say. */
export async function changeSenderRate(
  context: AppContext,
  { shopId, senderId, perSecond, actor }: { shopId: string; senderId: string; perSecond: number; actor: string },
): Promise<ServiceResult<object>> {
  if (!Number.isInteger(perSecond) || perSecond < 1 || perSecond > 1_000)
    return refuseDocument([{ path: "perSecond", message: "must be a whole number from 1 to 1000" }]);
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql): Promise<ServiceResult<object>> => {
    const known = (await listSenders(sql, shopId)).find(({ id }) => id === senderId);
    if (!known) return refuse("not_found", "there is no such sender");
    await setSenderRate(sql, shopId, senderId, perSecond);
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor,
        action: "sender.rate_changed",
        target: `sender:${senderId}`,
        before: { perSecond: known.perSecond },
        after: { perSecond },
        createdAt: now,
      },
    ]);
    return { ok: true };
  });
}
