import { z } from "zod";

const name = z.string().trim().min(1, "is empty: name the segment").max(100, "is longer than 100 characters");

/** A segment as staff or the operator write it. Its conditions are checked against the shop's fields. */
export const segmentForm = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("static"), name }),
  z.object({ kind: z.literal("conditions"), name, conditions: z.unknown() }),
  z.object({
    kind: z.literal("shopify"),
    name,
    shopifyId: z.string().regex(/^\d{1,20}$/, "is no segment of Shopify: choose one"),
  }),
]);
export type SegmentForm = z.infer<typeof segmentForm>;
