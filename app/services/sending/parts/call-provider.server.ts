import { withheldFor } from "#core/sending/guards/eligibility.ts";
import { Temporal } from "#core/time/time.ts";
import { createBatcher, type Batcher } from "#shell/batcher.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { retryWhileAway } from "#shell/db/away.server.ts";
import { readCallStatuses, type CallStatus, type PendingCall } from "#shell/repositories/sending/messages.server.ts";
import { traced } from "#shell/tracing.server.ts";
import { callMailServer } from "./send-email.server.ts";
import { callbackUrl } from "../apply-status-callback.server.ts";
import { smsOfSender } from "#services/senders/parts/sms-of-sender.server.ts";
import { pauseSender, senderOf } from "./sender-pause.server.ts";
import type { CallResult } from "./settle-outcomes.server.ts";
import type { ReadyMessage } from "#services/engine/parts/write-messages.server.ts";

const MAX_BATCH = 200;
/** How long a call waits for an absent database. */
const PATIENCE = { patienceMs: 30_000 };
const batchers = new WeakMap<AppContext, Batcher<PendingCall, CallStatus | null>>();

/** Reads the status before a call; concurrent calls share one statement. */
function readStatus(context: AppContext, call: PendingCall): Promise<CallStatus | null> {
  const known = batchers.get(context);
  if (known) return known.add(call);
  const batcher = createBatcher(
    (calls: readonly PendingCall[]) =>
      retryWhileAway(context.log, () => readCallStatuses(context.db.pool, calls), PATIENCE),
    { most: MAX_BATCH, atOnce: 2 },
  );
  batchers.set(context, batcher);
  return batcher.add(call);
}

/**
 * Sends a committed message through its provider, unless an opt-out, a cancelled order, a pause or an uninstall came
 * since the commit.
 * @returns the outcome; null when another worker has settled the attempt
 */
export async function callProvider(context: AppContext, message: ReadyMessage): Promise<CallResult | null> {
  const { attemptId, storeEventId: event, to, body, mediaUrls, subject, sells, needsStandingOrder } = message;
  // The message may have waited for its turn: an opt-out that came meanwhile must hold.
  const sender = subject === null ? senderOf(context) : null;
  const status = await readStatus(context, {
    attemptId,
    addressHash: context.secrets.hashAddress(to),
    sells,
    sender,
    needsStandingOrder,
  }).catch((error: unknown) => {
    context.log.error(
      { err: error, event, attemptId },
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
  const { senderPausedUntil: until } = status;
  if (until && Temporal.Instant.compare(until, context.clock.now()) > 0)
    return {
      attemptId,
      outcome: { kind: "throttled", until, detail: "the phone company has asked this sender to wait" },
    };
  const { ownSender } = status;
  const sms = ownSender ? smsOfSender(context, ownSender) : context.sms;
  const about = { "shopbell.event": event ?? undefined, "shopbell.message": message.messageId };
  const outcome = await traced(context, "provider call", about, () =>
    sms.send({ to, body, mediaUrls, statusCallback: callbackUrl(context, attemptId, event) }),
  );
  const { kind } = outcome;
  context.log.info({ event, message: message.messageId, attempt: attemptId, outcome: kind }, "the provider was called");
  return {
    attemptId,
    outcome:
      outcome.kind === "throttled" ? await pauseSender(context, outcome, ownSender?.id ?? senderOf(context)) : outcome,
  };
}
