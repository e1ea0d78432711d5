import { pauseAfter } from "#core/sending/sender-pause.ts";
import type { SendOutcome } from "#core/sending/outcome.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { lockSenderPause, saveSenderPause } from "#shell/repositories/sending/sender-pauses.server.ts";

type Throttled = Extract<SendOutcome, { kind: "throttled" }>;

/** The installation's sender: the one that Twilio's rate limits belong to where a shop has none of its own. */
export const senderOf = ({ env }: Pick<AppContext, "env">): string =>
  env.TWILIO_MESSAGING_SERVICE_SID ?? env.TWILIO_FROM_NUMBER ?? env.TWILIO_ACCOUNT_SID;

/** Pauses the sender in all workers after an answer of 429. @returns the outcome, with the end of the pause */
export async function pauseSender(context: AppContext, outcome: Throttled, sender: string): Promise<Throttled> {
  const now = context.clock.now();
  try {
    const pause = await transaction(context.db.pool, async (sql) => {
      const known = await lockSenderPause(sql, sender);
      const next = pauseAfter(known, outcome.retryAfter ?? null, now);
      await saveSenderPause(sql, sender, next);
      return next;
    });
    context.log.warn({ sender, until: pause.until.toString() }, "the phone company asks this sender to wait");
    return { ...outcome, until: pause.until };
  } catch (error) {
    context.log.error({ err: error, sender }, "the pause of a sender could not be kept; its text waits alone");
    return outcome;
  }
}
