import type { AppContext } from "#shell/context.server.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import { resolveHeldReply, type HeldReplyDecision } from "../consent/parts/resolve-held-reply.server.ts";

/** Settles a reply that may have meant stop, for a page that says what was done. */
export async function resolveHeldConversation(
  context: AppContext,
  verdict: HeldReplyDecision,
): Promise<ServiceResult<Pick<HeldReplyDecision, "verdict">>> {
  const settled = await resolveHeldReply(context, verdict);
  return settled ? { ok: true, verdict: verdict.verdict } : refuse("not_found", "there is no such reply");
}
