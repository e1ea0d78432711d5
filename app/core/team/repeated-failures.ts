/** The observed period in minutes. */
export const FAILING_WITHIN_MINUTES = 60;
/** How many of a step's last tries are read. A small shop has few tries in an hour. */
export const LAST_TRIES = 3;

/** Fewer failures are normal in a busy automation, such as numbers out of service. */
const MIN_FAILURES = 5;
/** The minimum share of failed steps. */
const MIN_SHARE = 0.2;

/** Outcomes of one step of an automation; `last` are those of its last tries, however long ago. */
export interface StepTries {
  failed: number;
  worked: number;
  last: { failed: number; tried: number };
}

/** Whether a step fails so often that the team is notified: many and a good share of them, or each of the last tries. */
export const isFailing = ({ failed, worked, last }: StepTries): boolean =>
  (failed >= MIN_FAILURES && failed >= MIN_SHARE * (failed + worked)) ||
  (last.tried >= LAST_TRIES && last.failed === last.tried);
