import { Temporal } from "#core/time/time.ts";
import type { Scene } from "../scene.ts";

/** An ISO instant as the shop's own clock tells it. */
export const moment = ({ store }: Pick<Scene, "store">, instant: string): string =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO(store.shop.timezone)
    .toLocaleString("en-US", { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
