import { createHash, randomBytes } from "node:crypto";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { replaceToken } from "#shell/repositories/intake/event-tokens.server.ts";

/** What a token begins with, so that one that got where it should not be can be told for what it is. */
const MARK = "sbell_";

/** All that is kept of a token: it is long and random, so that a plain hash cannot be guessed. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/**
 * Makes the token with which a merchant's own systems tell events; one made before no longer counts.
 * @returns the token, this once; null where there is no such shop
 */
export async function makeEventToken(
  context: AppContext,
  who: { shopId: string; actor: string },
): Promise<string | null> {
  const token = `${MARK}${randomBytes(32).toString("base64url")}`;
  return (await replace(context, who, hashToken(token))) ? token : null;
}

/** Takes the token away: events are no longer accepted. */
export const revokeEventToken = (context: AppContext, who: { shopId: string; actor: string }): Promise<boolean> =>
  replace(context, who, null);

const replace = (
  context: AppContext,
  { shopId, actor }: { shopId: string; actor: string },
  tokenHash: string | null,
): Promise<boolean> =>
  transaction(context.db.pool, async (sql) => {
    const had = await replaceToken(sql, shopId, tokenHash);
    if (had === null) return false;
    const now = context.clock.now();
    const action = tokenHash ? "event_token.made" : "event_token.revoked";
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor,
        action,
        target: `shop:${shopId}`,
        before: { had_token: had },
        after: { has_token: tokenHash !== null },
        createdAt: now,
      },
    ]);
    return true;
  });
