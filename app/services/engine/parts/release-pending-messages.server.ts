import { release, type Movement } from "#core/credits/ledger.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { lockHoldings } from "#shell/repositories/credits/ledger.server.ts";
import { updateMessages } from "#shell/repositories/sending/messages.server.ts";
import { moveCredits } from "#services/credits/parts/move-credits.server.ts";
import type { StepResult } from "./persist-step-results.server.ts";

/** Fails texts that wait for a retry, and releases their credits. */
export async function releasePendingMessages(
  context: AppContext,
  sql: Sql,
  givenUp: readonly Pick<StepResult, "row" | "log">[],
  now: Instant,
): Promise<void> {
  const holdings = await lockHoldings(
    sql,
    givenUp.map(({ row }) => row.shopId),
  );
  const movements = new Map<string, Movement[]>();
  for (const { row } of givenUp) {
    if (!row.messageId) continue;
    movements.set(row.shopId, [...(movements.get(row.shopId) ?? []), release(row.messageId, row.messageCredits ?? 0)]);
  }
  await moveCredits(context, sql, holdings, movements, now);
  await updateMessages(
    sql,
    givenUp.map(({ row, log }) => ({
      id: row.messageId ?? "",
      status: "failed",
      segments: row.messageSegments ?? 1,
      billedSegments: null,
      credits: 0,
      providerId: null,
      providerStatus: null,
      errorCode: log?.reason ?? null,
      updatedAt: now,
    })),
  );
}
