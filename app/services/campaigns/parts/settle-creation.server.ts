import { judgeRefusals } from "#core/campaigns/codes.ts";
import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { updateCampaign, type CampaignRow } from "#shell/repositories/campaigns/campaigns.server.ts";
import {
  askForCodesAgain,
  failWithoutCode,
  listCodesOf,
  markCodesMade,
} from "#shell/repositories/campaigns/codes.server.ts";
import { logRefusedCodes } from "./log-recipients.server.ts";
import { pauseWithin } from "./pause-within.server.ts";

/** Lookups of codes at once. */
const AT_ONCE = 10;

interface AskedCreation {
  campaign: CampaignRow;
  discountId: string;
  shopDomain: string;
  creationId: string;
}

/**
 * Asks Shopify what became of a list of codes.
 * @returns what to write about it; null while Shopify works on it
 */
export async function settleCreation(
  context: AppContext,
  { campaign, discountId, shopDomain, creationId }: AskedCreation,
): Promise<{ kind: "settled"; write: (sql: Sql) => Promise<unknown> } | OutwardFailure | null> {
  const { adminApi, db, clock } = context;
  const answer = await adminApi.discountCodes(shopDomain, creationId);
  if (answer.kind !== "answered") return answer;
  const { creation } = answer;
  if (creation && !creation.done) return null;
  const asked = await listCodesOf(db.pool, campaign.id, creationId);
  const idsOf = (some: readonly { id: string }[]) => some.map(({ id }) => id);
  // Shopify no longer knows the list: its codes are asked for again, and those that exist are found to be taken.
  if (!creation) return { kind: "settled", write: (sql) => askForCodesAgain(sql, idsOf(asked), { refused: false }) };
  const own = await findOwn(context, creation.failed, { discountId, shopDomain });
  if (own.kind !== "answered") return own;
  const failures = new Map(
    creation.failed.filter(({ code }) => !own.codes.has(code)).map((failed) => [failed.code, failed]),
  );
  const refused = asked.flatMap(({ id, customerId, code, refusals }) => {
    const failed = failures.get(code);
    return failed ? [{ id, recipientId: id, customerId, refusals, code: failed.error, detail: failed.detail }] : [];
  });
  const judged = judgeRefusals(refused, asked);
  return {
    kind: "settled",
    write: async (sql) => {
      const now = clock.now();
      await markCodesMade(sql, idsOf(asked.filter(({ code }) => !failures.has(code))), now);
      if (judged.stops) {
        const [first] = refused;
        const saw = { code: first?.code ?? "", detail: first?.detail ?? "", codes: refused.length };
        await logRefusedCodes(context, sql, campaign, [{ customerId: null, saw }], now);
        await askForCodesAgain(sql, idsOf(refused), { refused: false });
        const paused = await pauseWithin(sql, campaign, "discount_failed", now);
        await updateCampaign(sql, campaign.id, { ...paused, discountId: null, codesProblem: saw.detail }, now);
        return;
      }
      const lines = refused.filter(({ id }) => judged.givenUp.some(({ recipientId }) => recipientId === id));
      await askForCodesAgain(
        sql,
        judged.again.map(({ recipientId }) => recipientId),
        { refused: true },
      );
      await failWithoutCode(sql, idsOf(lines), now);
      const logged = lines.map(({ customerId, code, detail }) => ({ customerId, saw: { code, detail } }));
      await logRefusedCodes(context, sql, campaign, logged, now);
    },
  };
}

/** The codes that exist already because an earlier call of ours, whose answer was lost, added them. */
async function findOwn(
  { adminApi }: AppContext,
  failed: readonly { code: string; error: string }[],
  { discountId, shopDomain }: Pick<AskedCreation, "discountId" | "shopDomain">,
): Promise<{ kind: "answered"; codes: Set<string> } | OutwardFailure> {
  const taken = failed.filter(({ error }) => error === "taken");
  const codes = new Set<string>();
  for (let at = 0; at < taken.length; at += AT_ONCE) {
    const some = taken.slice(at, at + AT_ONCE);
    const found = await Promise.all(some.map(({ code }) => adminApi.discountOfCode(shopDomain, code)));
    for (const [index, answer] of found.entries()) {
      if (answer.kind !== "answered") return answer;
      const code = some[index]?.code;
      if (code !== undefined && answer.discountId === discountId) codes.add(code);
    }
  }
  return { kind: "answered", codes };
}
