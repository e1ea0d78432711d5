/** The core's only source of time types. The core never reads the clock: `now` is an argument. */
export { Temporal } from "temporal-polyfill";
import type { Temporal } from "temporal-polyfill";

export type Instant = Temporal.Instant;
