/** The observed period in minutes. */
export const FAILING_WITHIN_MINUTES = 60;

/** Fewer failures are normal, such as numbers out of service. */
const MIN_FAILURES = 5;
/** The minimum share of failed steps. */
const MIN_SHARE = 0.2;

/** Whether enough steps fail to notify the team. */
export const areFailing = ({ failed, worked }: { failed: number; worked: number }): boolean =>
  failed >= MIN_FAILURES && failed >= MIN_SHARE * (failed + worked);
