import express, { type Router } from "express";
import { z } from "zod";
import { Temporal, type Instant } from "#core/time/time.ts";
import { click } from "../click.ts";
import type { Scene } from "../scene.ts";

const some = z.coerce.number().int().min(0).max(10_000).default(0);
const shape = z.union([
  z.object({ to: z.iso.datetime({ offset: true }) }),
  z.object({ hours: some, days: some, weeks: some, months: some }),
]);

/**
 * Days, weeks and months follow the shop's calendar: across a daylight-saving change, a day later is the same time of
 * day.
 */
function later(now: Instant, timezone: string, move: z.output<typeof shape>): Instant {
  return "to" in move ? Temporal.Instant.from(move.to) : now.toZonedDateTimeISO(timezone).add(move).toInstant();
}

/**
 * Under /sandbox/api/clock: `POST /` {hours, days, weeks, months} or {to: instant} moves the clock and runs everything
 * that comes due. Answers {now}; 409 for the past.
 */
export function clockApi(scene: Scene): Router {
  const { options } = scene;
  const router = express.Router();
  router.post(
    "/",
    click(scene, shape, async (input) => {
      await options.advance(later(options.clock.now(), scene.store.shop.timezone, input));
      return { now: scene.now() };
    }),
  );
  return router;
}
