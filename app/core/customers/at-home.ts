import type { Facts } from "../intake/define.ts";
import { sampleShop } from "./fields.ts";

/**
 * Sample facts that speak of a shop by its own name and lead to its own pages: nobody knows their store by the
 * made-up one's.
 */
export const currencyAtHome = (facts: Facts, { name, url }: typeof sampleShop): Facts =>
  JSON.parse(JSON.stringify(facts), (_key, value: unknown) =>
    typeof value === "string" ? value.replaceAll(sampleShop.url, url).replaceAll(sampleShop.name, name) : value,
  ) as Facts;
