import { type StatusBeforeCall, withheldFor } from "#core/sending/guards/eligibility.ts";
import { createBatcher, type Batcher } from "#shell/batcher.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { readCallStatuses, type CallStatus } from "#shell/repositories/sending/messages.server.ts";
import { callMailServer } from "./send-email.server.ts";
import { callbackUrl } from "../apply-status-callback.server.ts";
import type { CallResult } from "./settle-outcomes.server.ts";
import type { ReadyMessage } from "#services/engine/parts/write-messages.server.ts";

const MOST_IN_A_LOOK = 200;
const looks = new WeakMap<AppContext, Batcher<CallStatus, StatusBeforeCall | null>>();

/** Messages whose turn comes together are looked at in one statement. */
function look(context: AppContext, call: CallStatus): Promise<StatusBeforeCall | null> {
  const known = looks.get(context);
  if (known) return known.add(call);
  const batcher = createBatcher((calls: readonly CallStatus[]) => readCallStatuses(context.db.pool, calls), {
    most: MOST_IN_A_LOOK,
    atOnce: 2,
  });
  looks.set(context, batcher);
  return batcher.add(call);
}

/**
 * Calls for a message that is committed to, unless something came in between that forbids it.
 * @returns null where the message is not this worker's to call for any more
 */
export async function callProvider(context: AppContext, message: ReadyMessage): Promise<CallResult | null> {
  const { attemptId, to, body, subject, sells } = message;
  // It may have waited for its turn: a stop that was confirmed meanwhile is kept.
  const standing = await look(context, { attemptId, phoneHash: context.secrets.hashPhone(to), sells }).catch(
    (error: unknown) => {
      context.log.error(
        { err: error, attemptId },
        "it could not be asked whether a message may still go out; it is tried again",
      );
      return "unasked" as const;
    },
  );
  if (standing === "unasked")
    return { attemptId, outcome: { kind: "unreachable", detail: "the database did not answer before the call" } };
  if (!standing) return null;
  const reason = withheldFor(standing);
  if (reason) return { attemptId, outcome: { kind: "withheld", reason } };
  if (subject !== null) return { attemptId, outcome: await callMailServer(context, { ...message, subject }) };
  return { attemptId, outcome: await context.sms.send({ to, body, statusCallback: callbackUrl(context, attemptId) }) };
}
