import type { SenderPause } from "#core/sending/sender-pause.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** Locks a sender's pause, which may be over; null when it never had one. */
export async function lockSenderPause(sql: Sql, sender: string): Promise<SenderPause | null> {
  const [pause] = await query<{ until: SenderPause["until"]; rests: number }>(
    sql,
    `SELECT "until", "rests" FROM "SenderPause" WHERE "sender" = $1 FOR UPDATE`,
    [sender],
  );
  return pause ?? null;
}

export const saveSenderPause = (sql: Sql, sender: string, { until, rests }: SenderPause): Promise<unknown> =>
  query(
    sql,
    `
      INSERT INTO "SenderPause" ("sender", "until", "rests") VALUES ($1, $2, $3)
      ON CONFLICT ("sender") DO UPDATE SET "until" = excluded."until", "rests" = excluded."rests"`,
    [sender, until, rests],
  );
