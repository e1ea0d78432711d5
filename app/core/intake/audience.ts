import { z } from "zod";

const instant = z.string();

/** Some of a shop's customers, found a page at a time. Plain data: it travels with what is told of them. */
export const audienceSchema = z.discriminatedUnion("who", [
  /** Born on one of these days of the year, as "MM-DD". */
  z.object({ who: z.literal("born_on"), days: z.array(z.string()) }),
  /** Whose last order was within these times, the first included. */
  z.object({ who: z.literal("last_ordered"), from: instant, to: instant }),
  /** Of whom Shopify has known since within these times. */
  z.object({ who: z.literal("customer_since"), from: instant, to: instant }),
  /** For whom a field of the merchant's own is this day in the zone. */
  z.object({ who: z.literal("with_date"), field: z.string(), day: z.string(), timezone: z.string() }),
  z.object({ who: z.literal("in_segment"), segmentId: z.string() }),
  z.object({ who: z.literal("subscribers") }),
  /** Who has been waiting for a variant since before; they wait no longer once they are found. */
  z.object({ who: z.literal("waiting_for"), variantId: z.string(), before: instant }),
  /** Who saw a variant before at a higher price than this, as long as it costs no more. */
  z.object({ who: z.literal("saw_dearer"), variantId: z.string(), price: z.string(), before: instant }),
]);
export type Audience = z.infer<typeof audienceSchema>;
