/** Time as the domain knows it. Nothing in the core asks what time it is: `now` is an argument. */
export { Temporal } from "temporal-polyfill";
import type { Temporal } from "temporal-polyfill";

export type Instant = Temporal.Instant;
