import { unreachableUntil } from "#core/sending/reachability.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { recordUnreachable } from "#shell/repositories/consent/subscribers.server.ts";
import type { OpenMessage } from "#shell/repositories/sending/messages.server.ts";

/** A text that failed, with the provider's error code. */
export interface FailedText {
  message: Pick<OpenMessage, "shopId" | "channel" | "to">;
  errorCode: string | null;
}

/** Notes the numbers that texts failed to reach, so that they are not paid for again until that is forgotten. */
export async function learnUnreachableNumbers(
  context: AppContext,
  sql: Sql,
  failed: readonly FailedText[],
  at: Instant,
): Promise<void> {
  const rows = failed.flatMap(({ message: { shopId, channel, to }, errorCode }) => {
    const until = channel === "sms" ? unreachableUntil(errorCode, at) : null;
    return errorCode && until
      ? [{ shopId, addressHash: context.secrets.hashAddress(to), code: errorCode, since: at, until }]
      : [];
  });
  if (rows.length > 0) await recordUnreachable(sql, rows);
}
