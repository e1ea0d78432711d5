import { z } from "zod";
import { money } from "./money.ts";
import { maybeId, text } from "./shapes.ts";

/** A line item of an order or a checkout, under the names that conditions and templates use. */
export interface Line {
  product_id: string | null;
  variant_id: string | null;
  title: string | null;
  sku: string | null;
  vendor: string | null;
  quantity: number;
  /** The unit price as decimal text. */
  price: string | null;
  currency: string | null;
  // Webhook bodies lack these product fields: they stay null until the Admin API answers.
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
