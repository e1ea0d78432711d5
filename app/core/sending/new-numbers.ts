import { z } from "zod";
import { WHOLE_NUMBER } from "./caps.ts";

const MOST = 100_000;
const limit = () =>
  z
    .number({ error: WHOLE_NUMBER })
    .int(WHOLE_NUMBER)
    .min(10, "must be 10 or more")
    .max(MOST, `must be ${MOST} or less`);

/**
 * The most new numbers that get texts within an hour of the clock: of one block of 10,000 numbers, and of one country abroad. The
 * defaults are far above what sign-ups of people reach, and stop SMS pumping at a cost of a few dollars.
 */
export const newNumberLimits = z.object({ perBlock: limit(), perCountry: limit() });
export type NewNumberLimits = z.infer<typeof newNumberLimits>;

export const defaultNewNumberLimits: NewNumberLimits = { perBlock: 100, perCountry: 1_000 };
