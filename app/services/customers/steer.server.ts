import type { AppContext } from "#shell/context.server.ts";
import type { Result } from "../change-automation.server.ts";
import { cancelSequence, pauseSequence, resumeSequence, type SequenceTarget } from "../switch-sequence.server.ts";

export const steerings = ["pause", "resume", "cancel"] as const;
export type Steering = (typeof steerings)[number];

const works = { pause: pauseSequence, resume: resumeSequence, cancel: cancelSequence };

/** Does with a customer's sequence what was asked, for a page that says what was done. */
export async function steerSequence(context: AppContext, to: Steering, target: SequenceTarget): Promise<Result<{ did: Steering }>> {
  const outcome = await works[to](context, target);
  return outcome.ok ? { ok: true, did: to } : outcome;
}
