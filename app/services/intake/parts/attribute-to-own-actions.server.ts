import type { EventCause } from "#core/engine/incoming-event.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { findEchoes } from "#shell/repositories/intake/echoes.server.ts";
import type { NormalizedStoreEvent } from "./normalize-stored-event.server.ts";

/** How long after an action of ours the store may tell of what it did. */
const ECHOES_FOR = Temporal.Duration.from({ minutes: 15 });

/**
 * Which events our own actions have brought about: those that say so, and those that are the echo of an action. By
 * the event's id.
 */
export async function attributeToOwnActions(
  sql: Sql,
  events: readonly NormalizedStoreEvent[],
  now: Instant,
): Promise<Map<string, EventCause>> {
  const normalizedEvents = events.flatMap(({ id, shopId, normalizeResult }) =>
    "normalizedEvent" in normalizeResult ? [{ id, shopId, ...normalizeResult.normalizedEvent }] : [],
  );
  const keys = normalizedEvents.flatMap(({ shopId, echoes }) => echoes.map((key) => ({ shopId, key })));
  const heard = new Map(
    (keys.length === 0 ? [] : await findEchoes(sql, keys, now.subtract(ECHOES_FOR))).map((echo) => [
      `${echo.shopId} ${echo.key}`,
      echo,
    ]),
  );
  return new Map(
    normalizedEvents.map(({ id, shopId, hop, causedBy, echoes }) => {
      const echo = echoes.map((key) => heard.get(`${shopId} ${key}`)).find((known) => known !== undefined);
      return [id, echo ? { hop: echo.hop + 1, causedBy: echo.sequenceId } : { hop, causedBy }];
    }),
  );
}
