import type { Instant } from "#core/time/time.ts";
import { batch, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** How far ahead texts are claimed: a text that is more urgent waits no longer than this behind others of its sender. */
const SECONDS_AHEAD = 2;

/**
 * SQL: how many steps of shop `s` may be claimed at `$1`, so that the texts among them go out soon; null without a limit,
 * as for a shop on the installation's sender. Of several senders the one with the least room decides.
 */
export const ROOM_OF_SHOP = `
  (
    SELECT min(greatest(0, ceil(e."perSecond" * (${SECONDS_AHEAD} - greatest(
      0, coalesce(extract(epoch FROM p."nextAt" - $1::timestamptz), 0))))))
    FROM "Sender" e
      LEFT JOIN "SenderPace" p ON p."senderId" = e."id"
    WHERE e."shopId" = s."id" AND e."status" <> ${STATUS.released}
  )`;

/** The instants at which texts of a sender go out: `count` of them up to `nextAt`, at its rate. */
export interface Turns {
  senderId: string;
  /** When the text after them may go out. */
  nextAt: Instant;
  perSecond: number;
}

/**
 * Hands out the next instants of senders, one after another at each sender's rate, to all processes together. An instant
 * that is not used is lost: no sender catches up in a burst.
 */
export const takeTurns = (
  sql: Sql,
  wanted: readonly { senderId: string; count: number }[],
  now: Instant,
): Promise<Turns[]> =>
  batch<Turns & Record<string, unknown>>(
    sql,
    `
      WITH wanted AS (
        SELECT e."id", e."perSecond", i."count" / e."perSecond"::float * interval '1 second' AS "time"
        FROM json_to_recordset($1::json) AS i("senderId" uuid, "count" int)
          JOIN "Sender" e ON e."id" = i."senderId"
      ),
      taken AS (
        INSERT INTO "SenderPace" AS p ("senderId", "nextAt")
        SELECT w."id", $2::timestamptz + w."time"
        FROM wanted w
        ORDER BY w."id"
        ON CONFLICT ("senderId") DO UPDATE SET
          "nextAt" = greatest(p."nextAt", $2::timestamptz) + (excluded."nextAt" - $2::timestamptz)
        RETURNING p."senderId", p."nextAt"
      )
      SELECT t."senderId", t."nextAt", w."perSecond"
      FROM taken t
        JOIN wanted w ON w."id" = t."senderId"`,
    wanted,
    [now],
  );
