import type { Instant } from "#core/time/time.ts";
import type { Scene } from "../scene.ts";
import type { Deed } from "./agenda.ts";
import type { Regular } from "./population.ts";

/** The world while its history is played. */
export interface Past {
  scene: Pick<Scene, "store" | "twilio" | "options">;
  /** The moment that is played, and the last one. */
  now: () => Instant;
  ends: Instant;
  /** The customers so far, oldest first. */
  regulars: () => readonly Regular[];
  /** Plans a deed for about a moment; one after the end never happens. */
  plan: (at: Instant, deed: Deed) => void;
  /** Plans a deed for exactly a moment. */
  planAt: (at: Instant, deed: Deed) => void;
}

/** The moment as the store's actions take it. */
export const isoNow = (past: Pick<Past, "now">): string => past.now().toString();
