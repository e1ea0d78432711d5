/** The route that changes what becomes of steps. */
export const CHANGE_STEP_ACTION = "/app/scheduled/steer";
