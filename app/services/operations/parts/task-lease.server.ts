import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { renewTask, type TaskClaim } from "#shell/repositories/operations/scheduled-tasks.server.ts";

/** How long a task stays off after its worker died. */
export const TASK_LEASE = Temporal.Duration.from({ seconds: 45 });
const RENEW_EVERY_SECONDS = 15;

/** The lease of a running task. */
export interface TaskLease {
  /** Rejects once the task has run for longer than it may; otherwise never settles. */
  overrun: Promise<never>;
  end(): void;
}

/**
 * Renews a task's lease for as long as the task may run. A task that hangs loses its lease like a task whose worker
 * died. A renewal that fails is logged; the next one may succeed before the lease ends.
 * @param minutes the longest time that the task may run
 */
export function holdTaskLease(
  { db, clock, log }: Pick<AppContext, "db" | "clock" | "log">,
  claim: TaskClaim,
  minutes: number,
): TaskLease {
  let renewals = 0;
  let ended = false;
  let rejectOverrun: (error: Error) => void;
  const overrun = new Promise<never>((_resolve, reject) => (rejectOverrun = reject));
  const renew = async () => {
    if (!(await renewTask(db.pool, claim, clock.now().add(TASK_LEASE))) && !ended) {
      clearInterval(timer);
      log.warn({ task: claim.name }, "another worker has taken over a task that still runs here");
    }
  };
  const timer = setInterval(() => {
    // Renewals are counted instead of minutes of the clock, which may jump.
    if (++renewals * RENEW_EVERY_SECONDS >= minutes * 60) {
      end();
      return rejectOverrun(new Error(`it did not end within ${minutes} minutes`));
    }
    renew().catch((error: unknown) =>
      log.warn({ err: error, task: claim.name }, "the lease of a task could not be renewed"),
    );
  }, RENEW_EVERY_SECONDS * 1_000).unref();
  const end = () => {
    ended = true;
    clearInterval(timer);
  };
  return { overrun, end };
}
