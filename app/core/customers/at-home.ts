import type { Facts } from "../intake/define.ts";
import { sampleShop } from "./fields.ts";

/** Replaces the sample shop's name and URLs in sample facts with the merchant's own. */
export const currencyAtHome = (facts: Facts, { name, url }: typeof sampleShop): Facts =>
  JSON.parse(JSON.stringify(facts), (_key, value: unknown) =>
    typeof value === "string" ? value.replaceAll(sampleShop.url, url).replaceAll(sampleShop.name, name) : value,
  ) as Facts;
