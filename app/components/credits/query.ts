import { z } from "zod";
import { isDay, spans } from "#core/activity/days.ts";

const day = z.string().refine(isDay).optional().catch(undefined);

/** The ledger's period in an address or a form. Invalid parameters fall back to their defaults. */
export const ledgerDays = z.object({ when: z.enum(spans).optional().catch(undefined), from: day, to: day });
