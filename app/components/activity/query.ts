import { TIME_CURSOR } from "#core/paging.ts";
import { z } from "zod";
import { isDay, spans } from "#core/activity/days.ts";
import { outcomes } from "#core/activity/outcomes.ts";
import { activityViews } from "#text/views.ts";
import type { ActivityQuery } from "./address.ts";

const orNothing = <T>(schema: z.ZodType<T>) => schema.optional().catch(undefined);
/** Values with commas between them. */
const severalOf = <T extends string>(schema: z.ZodType<T, string>) =>
  orNothing(
    z
      .string()
      .max(2_000)
      .transform((values) => values.split(","))
      .pipe(z.array(schema).min(1).max(50)),
  );
const word = z.string().min(1).max(100);
const day = z.string().refine(isDay);
const cursor = z.string().regex(TIME_CURSOR);

/**
 * Parses the log's address. Invalid parameters fall back to their defaults, so that an old link still shows the log.
 */
export const activityQuery: z.ZodType<ActivityQuery> = z.object({
  view: orNothing(z.enum(activityViews)),
  status: severalOf(z.enum(outcomes)),
  reason: severalOf(word),
  action: orNothing(word),
  automation: orNothing(z.uuid()),
  when: orNothing(z.enum(spans)),
  from: orNothing(day),
  to: orNothing(day),
  search: orNothing(z.string().trim().min(1).max(100)),
  newer: orNothing(cursor),
  older: orNothing(cursor),
  entry: orNothing(z.uuid()),
});

/** The filter of the log that the address means, in the words of its service. */
export const toActivityFilter = ({ automation, status, reason, entry: _entry, ...query }: ActivityQuery) => ({
  ...query,
  automationId: automation,
  statuses: status,
  reasons: reason,
});
