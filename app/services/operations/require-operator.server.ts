import { createHash, timingSafeEqual } from "node:crypto";
import type { AppContext } from "#shell/context.server.ts";

const digest = (text: string) => createHash("sha256").update(text).digest();

/**
 * Whether a request bears the operator's token. Compared as digests, which are equally long and tell nothing by the
 * time it takes.
 */
export function isOperator({ secrets }: Pick<AppContext, "secrets">, request: Request): boolean {
  const [, given] = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  return given !== undefined && timingSafeEqual(digest(given), digest(secrets.operatorToken));
}

/** The answer for whom the operator's doors stay shut. */
export const operatorRequired = (): Response =>
  Response.json(
    {
      ok: false,
      reason: "unauthorised",
      message: "this is for operators: send Authorization: Bearer and the token that `shopbell operator token` prints",
    },
    { status: 401, headers: { "WWW-Authenticate": "Bearer", "Cache-Control": "no-store" } },
  );
