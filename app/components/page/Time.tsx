import type { ShownMoment } from "#text/moment.ts";

/** A time with its exact form as a tooltip. */
export function Time({ at }: { at: ShownMoment }) {
  return (
    <time dateTime={at.iso} title={at.exact}>
      {at.shown}
    </time>
  );
}
