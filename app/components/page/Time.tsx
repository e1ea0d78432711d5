import type { ShownMoment } from "#text/moment.ts";

/** A point in time; its exact form shows on hovering. */
export function Time({ at }: { at: ShownMoment }) {
  return (
    <time dateTime={at.iso} title={at.exact}>
      {at.shown}
    </time>
  );
}
