import { z } from "zod";
import { money } from "./money.ts";
import { maybeId, text } from "./shapes.ts";

/** One line of an order or a checkout, as conditions and templates name it. */
export interface Line {
  product_id: string | null;
  variant_id: string | null;
  title: string | null;
  sku: string | null;
  vendor: string | null;
  quantity: number;
  /** Of one piece, as decimal text. */
  price: string | null;
  currency: string | null;
  // No body of a line carries these three: they are the product's, null until they have been looked up.
  product_type: string | null;
  collections: readonly string[] | null;
  product_tags: readonly string[] | null;
}

export const lineItems = z
  .array(
    z
      .object({
        product_id: maybeId,
        variant_id: maybeId,
        title: text,
        sku: text,
        vendor: text,
        quantity: z.number().catch(1),
        price: money,
      })
      .partial(),
  )
  .nullish();
type LineItems = z.infer<typeof lineItems>;

export const readLines = (items: LineItems, currency: string | null): Line[] =>
  (items ?? []).map((item) => ({
    product_id: item.product_id ?? null,
    variant_id: item.variant_id ?? null,
    title: item.title ?? null,
    sku: item.sku ?? null,
    vendor: item.vendor ?? null,
    quantity: item.quantity ?? 1,
    price: item.price ?? null,
    currency,
    product_type: null,
    collections: null,
    product_tags: null,
  }));

export const countPieces = (lines: readonly Pick<Line, "quantity">[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);
