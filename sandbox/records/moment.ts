import { Temporal } from "#core/time/time.ts";
import type { Scene } from "../scene.ts";

/** Formats an ISO instant in the shop's time zone. */
export const moment = ({ store }: Pick<Scene, "store">, instant: string): string =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO(store.shop.timezone)
    .toLocaleString("en-US", { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
