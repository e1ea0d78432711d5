/** The route that runs, reschedules and skips steps. */
export const CHANGE_STEP_ACTION = "/app/scheduled/steer";
