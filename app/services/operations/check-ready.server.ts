import type { AppContext } from "#shell/context.server.ts";
import { query } from "#shell/db/sql.server.ts";

export interface Readiness {
  ready: boolean;
  /** Null where it answers, else what is wrong. */
  database: string | null;
  queue: string | null;
}

const attempt = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

/** Whether the process can do its work. Without its queue it still can: the inbox is the database. */
export async function checkReady({ db, queue }: Pick<AppContext, "db" | "queue">): Promise<Readiness> {
  const [database, queueProblem] = await Promise.all([attempt(query(db.pool, "SELECT 1")), attempt(queue.counts())]);
  return { ready: database === null, database, queue: queueProblem };
}
