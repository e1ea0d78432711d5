import { pictures } from "./pictures.ts";

export interface Variant {
  id: string;
  title: string;
  /** In cents. */
  price: number;
  sku: string;
}

export interface Product {
  id: string;
  title: string;
  about: string;
  /** An SVG. */
  picture: string;
  variants: readonly Variant[];
}

export const collections: readonly Pick<Product, "id" | "title">[] = [
  { id: "4820000000201", title: "Around the table" },
  { id: "4820000000202", title: "Quiet evenings" },
];

/** A title in the address of its page. */
export const handleOf = (title: string): string => title.toLowerCase().replace(/\W+/g, "-");

export const VENDOR = "Larkspur Home";

export const products: readonly Product[] = [
  {
    id: "8041200000101",
    title: "Enamel mug",
    about: "Holds tea, coffee and a Sunday.",
    picture: pictures.mug,
    variants: [
      { id: "44120000000101", title: "Sea blue", price: 1_800, sku: "MUG-BLUE" },
      { id: "44120000000102", title: "Oat white", price: 1_800, sku: "MUG-OAT" },
    ],
  },
  {
    id: "8041200000102",
    title: "Linen throw",
    about: "Washed soft, woven wide.",
    picture: pictures.throw,
    variants: [
      { id: "44120000000201", title: "130 × 170", price: 8_900, sku: "THROW-M" },
      { id: "44120000000202", title: "150 × 220", price: 11_900, sku: "THROW-L" },
    ],
  },
  {
    id: "8041200000103",
    title: "Beeswax candle",
    about: "Forty hours of honey light.",
    picture: pictures.candle,
    variants: [{ id: "44120000000301", title: "Single", price: 2_400, sku: "CANDLE-1" }],
  },
  {
    id: "8041200000104",
    title: "Loose-leaf tea",
    about: "Picked in spring, kept in tin.",
    picture: pictures.tea,
    variants: [
      { id: "44120000000401", title: "100 g", price: 1_450, sku: "TEA-100" },
      { id: "44120000000402", title: "250 g", price: 2_950, sku: "TEA-250" },
    ],
  },
  {
    id: "8041200000105",
    title: "Brass bell",
    about: "For the shop door, or for dinner.",
    picture: pictures.bell,
    variants: [{ id: "44120000000501", title: "Hand-cast", price: 4_200, sku: "BELL-1" }],
  },
  {
    id: "8041200000106",
    title: "Canvas tote",
    about: "Carries all of the above.",
    picture: pictures.tote,
    variants: [
      { id: "44120000000601", title: "Natural", price: 3_200, sku: "TOTE-NAT" },
      { id: "44120000000602", title: "Ink", price: 3_400, sku: "TOTE-INK" },
    ],
  },
];

const byVariant = new Map(
  products.flatMap((product) => product.variants.map((variant) => [variant.id, { product, variant }] as const)),
);

/** @throws RangeError for an unknown variant */
export function sold(variantId: string): { product: Product; variant: Variant } {
  const found = byVariant.get(variantId);
  if (!found) throw new RangeError(`no variant ${variantId} in the store`);
  return found;
}
