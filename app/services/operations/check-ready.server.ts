import type { AppContext } from "#shell/context.server.ts";
import { query } from "#shell/db/sql.server.ts";

export interface Readiness {
  ready: boolean;
  /** Error message; null if it answers. */
  database: string | null;
  queue: string | null;
}

const errorOf = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

/** Readiness of this process. It is ready without its queue, because the inbox is in the database. */
export async function checkReady({ db, queue }: Pick<AppContext, "db" | "queue">): Promise<Readiness> {
  const [database, queueProblem] = await Promise.all([errorOf(query(db.pool, "SELECT 1")), errorOf(queue.counts())]);
  return { ready: database === null, database, queue: queueProblem };
}
