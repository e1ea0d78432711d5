import { createHash, timingSafeEqual } from "node:crypto";
import type { AppContext } from "#shell/context.server.ts";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Whether a request has the operator's bearer token. Compares digests in constant time. */
export function isOperator({ secrets }: Pick<AppContext, "secrets">, request: Request): boolean {
  const [, given] = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  return given !== undefined && timingSafeEqual(digest(given), digest(secrets.operatorToken));
}

/** 401 response for requests without the operator's token. */
export const operatorRequired = (): Response =>
  Response.json(
    {
      ok: false,
      reason: "unauthorised",
      message: "this is for operators: send Authorization: Bearer and the token that `shopbell operator token` prints",
    },
    { status: 401, headers: { "WWW-Authenticate": "Bearer", "Cache-Control": "no-store" } },
  );
