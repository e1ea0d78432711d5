import { type StatusBeforeCall, withheldFor } from "#core/sending/guards/eligibility.ts";
import { createBatcher, type Batcher } from "#shell/batcher.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { readCallStatuses, type PendingCall } from "#shell/repositories/sending/messages.server.ts";
import { callMailServer } from "./send-email.server.ts";
import { callbackUrl } from "../apply-status-callback.server.ts";
import type { CallResult } from "./settle-outcomes.server.ts";
import type { ReadyMessage } from "#services/engine/parts/write-messages.server.ts";

const MAX_BATCH = 200;
const batchers = new WeakMap<AppContext, Batcher<PendingCall, StatusBeforeCall | null>>();

/** Reads the status before a call; concurrent calls share one statement. */
function readStatus(context: AppContext, call: PendingCall): Promise<StatusBeforeCall | null> {
  const known = batchers.get(context);
  if (known) return known.add(call);
  const batcher = createBatcher((calls: readonly PendingCall[]) => readCallStatuses(context.db.pool, calls), {
    most: MAX_BATCH,
    atOnce: 2,
  });
  batchers.set(context, batcher);
  return batcher.add(call);
}

/**
 * Sends a committed message through its provider, unless an opt-out, a cancelled order, a pause or an uninstall came since the commit.
 * @returns the outcome; null when another worker has settled the attempt
 */
export async function callProvider(context: AppContext, message: ReadyMessage): Promise<CallResult | null> {
  const { attemptId, to, body, subject, sells, needsStandingOrder } = message;
  // The message may have waited for its turn: an opt-out that came meanwhile must hold.
  const status = await readStatus(context, {
    attemptId,
    phoneHash: context.secrets.hashPhone(to),
    sells,
    needsStandingOrder,
  }).catch((error: unknown) => {
    context.log.error(
      { err: error, attemptId },
      "it could not be asked whether a message may still go out; it is tried again",
    );
    return "unreadable" as const;
  });
  if (status === "unreadable")
    return { attemptId, outcome: { kind: "unreachable", detail: "the database did not answer before the call" } };
  if (!status) return null;
  const reason = withheldFor(status);
  if (reason) return { attemptId, outcome: { kind: "withheld", reason } };
  if (subject !== null) return { attemptId, outcome: await callMailServer(context, { ...message, subject }) };
  return { attemptId, outcome: await context.sms.send({ to, body, statusCallback: callbackUrl(context, attemptId) }) };
}
