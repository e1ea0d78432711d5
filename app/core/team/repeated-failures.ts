/** How far back it is looked for. */
export const FAILING_WITHIN_MINUTES = 60;

/** Fewer are mishaps: a number that is out of service, a moment without network. */
const FEWEST = 5;
/** Of all that were tried. */
const SHARE = 0.2;

/** Whether steps fail again and again, so that somebody should look. */
export const areFailing = ({ failed, worked }: { failed: number; worked: number }): boolean =>
  failed >= FEWEST && failed >= SHARE * (failed + worked);
