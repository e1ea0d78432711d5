import { z } from "zod";

const instant = z.string();

/** A query for some of a shop's customers, read page by page. Plain JSON: a fan-out stores it in its events. */
export const audienceSchema = z.discriminatedUnion("who", [
  /** Customers with a birthday on one of these days, each "MM-DD". */
  z.object({ who: z.literal("born_on"), days: z.array(z.string()) }),
  /** Customers whose last order lies in [from, to). */
  z.object({ who: z.literal("last_ordered"), from: instant, to: instant }),
  /** Customers whose Shopify record was created in [from, to). */
  z.object({ who: z.literal("customer_since"), from: instant, to: instant }),
  /** Customers with this day in a custom date field, in the given IANA zone. */
  z.object({ who: z.literal("with_date"), field: z.string(), day: z.string(), timezone: z.string() }),
  z.object({ who: z.literal("in_segment"), segmentId: z.string() }),
  z.object({ who: z.literal("subscribers") }),
  /** Customers on a variant's waitlist since before this instant. Reading them removes them from the waitlist. */
  z.object({ who: z.literal("waiting_for"), variantId: z.string(), before: instant }),
  /**
   * Customers who saw the variant at a higher price before this instant, while the variant costs no more than `price`.
   */
  z.object({ who: z.literal("saw_dearer"), variantId: z.string(), price: z.string(), before: instant }),
]);
export type Audience = z.infer<typeof audienceSchema>;
