/** The route that changes what becomes of steps. */
export const STEER_ACTION = "/app/scheduled/steer";
