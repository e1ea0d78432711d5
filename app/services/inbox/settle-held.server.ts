import type { AppContext } from "#shell/context.server.ts";
import { refuse, type Result } from "../automations/parts/audited-change.server.ts";
import { settleReply, type Verdict } from "../consent/parts/resolve-held-reply.server.ts";

/** Settles a reply that may have meant stop, for a page that says what was done. */
export async function settleHeld(context: AppContext, verdict: Verdict): Promise<Result<Pick<Verdict, "verdict">>> {
  const settled = await settleReply(context, verdict);
  return settled ? { ok: true, verdict: verdict.verdict } : refuse("not_found", "there is no such reply");
}
