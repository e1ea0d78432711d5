import type { TopUpState } from "#core/credits/top-up.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import type { SubscriptionRow } from "#shell/repositories/credits/subscriptions.server.ts";
import { notifyOnce, retireNotifications } from "#shell/repositories/team/notifications.server.ts";
import { text } from "#text/en.ts";

const notices = text.topUp.notices;
type ToldState = keyof typeof notices;
const isTold = (state: TopUpState): state is ToldState => Object.hasOwn(notices, state);

/** Frees the notices that no longer hold in these states. */
const settled: readonly TopUpState[] = ["on", "off", "not_approved"];

/**
 * Tells the merchant, once for each cause, that top-ups have stopped or soon will; retires what is over. Requires
 * locked holdings.
 */
export async function tellOfTopUps(
  context: AppContext,
  sql: Sql,
  { shopId, state, plan, now }: { shopId: string; state: TopUpState; plan: SubscriptionRow | null; now: Instant },
): Promise<void> {
  if (settled.includes(state))
    await retireNotifications(
      sql,
      (Object.keys(notices) as ToldState[]).map((told) => ({ shopId, dedupeKey: keyOf(told), readAt: now })),
    );
  if (!isTold(state) || !plan) return;
  await notifyOnce(sql, [
    {
      id: context.newId(now),
      shopId,
      kind: state === "cap_near" ? "top_up_cap_near" : "top_up_stopped",
      ...notices[state],
      dedupeKey: keyOf(state),
      createdAt: now,
    },
  ]);
}

const keyOf = (state: ToldState): string => `top_up:${state}`;
