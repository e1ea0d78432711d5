import type { AppContext } from "#shell/context.server.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import { resolveHeldReply, type HeldReplyDecision } from "../consent/parts/resolve-held-reply.server.ts";

/** Applies the merchant's decision on a reply that may mean STOP. */
export async function resolveHeldConversation(
  context: AppContext,
  decision: HeldReplyDecision,
): Promise<ServiceResult<Pick<HeldReplyDecision, "verdict">>> {
  const resolved = await resolveHeldReply(context, decision);
  return resolved ? { ok: true, verdict: decision.verdict } : refuse("not_found", "there is no such reply");
}
