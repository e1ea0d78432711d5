import { createHash, randomBytes } from "node:crypto";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { replaceToken } from "#shell/repositories/intake/event-tokens.server.ts";

/** The prefix of each token, so that secret scanners and people recognise a leaked one. */
const TOKEN_PREFIX = "sbell_";

/** The stored form of a token. A token has 256 random bits, so that a hash without a salt is safe. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/**
 * Creates the API token of `POST /api/events` and revokes the shop's earlier token. Records an audit event.
 * @returns the token, which is not stored and cannot be shown again; null when the shop does not exist
 */
export async function createEventToken(
  context: AppContext,
  change: { shopId: string; actor: string },
): Promise<string | null> {
  const token = `${TOKEN_PREFIX}${randomBytes(32).toString("base64url")}`;
  return (await replaceAndAudit(context, change, hashToken(token))) ? token : null;
}

/**
 * Revokes the shop's token: the API accepts no more events. Records an audit event.
 * @returns false when the shop does not exist
 */
export const revokeEventToken = (context: AppContext, change: { shopId: string; actor: string }): Promise<boolean> =>
  replaceAndAudit(context, change, null);

const replaceAndAudit = (
  context: AppContext,
  { shopId, actor }: { shopId: string; actor: string },
  tokenHash: string | null,
): Promise<boolean> =>
  transaction(context.db.pool, async (sql) => {
    const hadToken = await replaceToken(sql, shopId, tokenHash);
    if (hadToken === null) return false;
    const now = context.clock.now();
    const action = tokenHash ? "event_token.made" : "event_token.revoked";
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor,
        action,
        target: `shop:${shopId}`,
        before: { had_token: hadToken },
        after: { has_token: tokenHash !== null },
        createdAt: now,
      },
    ]);
    return true;
  });
