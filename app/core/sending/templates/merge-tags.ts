import { nearest } from "#core/conditions/nearest.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import { outsideTags } from "../look-alikes.ts";

/** A variable as other products write it, such as "%name%" or "*|FNAME|*". It would be sent as it stands. */
export interface MergeTag {
  /** As written. */
  found: string;
  name: string;
}

const NAME = "\\s*([A-Za-z][\\w .:-]{0,40}?)\\s*";
const FORMS = ["\\$?\\{NAME\\}", "%([A-Za-z]\\w{1,40})%", "\\[\\[NAME\\]\\]", "\\*\\|NAME\\|\\*", "<<NAME>>"].map(
  (form) => new RegExp(form.replace("NAME", NAME), "g"),
);
/** Braces that belong to no variable. */
const STRAY_BRACES = /\}\}|%\}/g;

/** The text of a template, with a mark in place of each Liquid tag. */
function textOf(source: string): string {
  const texts: string[] = [];
  outsideTags(source.replace(/\{%-?\s*(raw|comment)\b.*?\{%-?\s*end\1\s*-?%\}/gs, ""), (text) => {
    texts.push(text);
    return text;
  });
  return texts.join("\u0000");
}

/** The merge tags of a template, each once. */
export function mergeTagsIn(source: string): MergeTag[] {
  const text = textOf(source);
  const found = new Map<string, MergeTag>();
  for (const form of FORMS)
    for (const [whole, name = ""] of text.matchAll(form)) found.set(whole, { found: whole, name });
  return [...found.values()];
}

/** Closing braces without opening ones. */
export const strayBracesIn = (source: string): string[] => [...new Set(textOf(source).match(STRAY_BRACES) ?? [])];

export const replaceMergeTag = (source: string, found: string, by: string): string =>
  outsideTags(source, (text) => text.replaceAll(found, by));

/** Names in other products and in Shopify, and the fields they mean, by the end of the field's path. */
const SYNONYMS: Readonly<Record<string, string>> = {
  name: "first_name",
  fname: "first_name",
  firstname: "first_name",
  customername: "first_name",
  lname: "last_name",
  surname: "last_name",
  shop: "shop.name",
  shopname: "shop.name",
  store: "shop.name",
  storename: "shop.name",
  company: "shop.name",
  shopurl: "shop.url",
  storeurl: "shop.url",
  ordernumber: "order.name",
  orderid: "order.name",
  ordertotal: "order.total",
  totalprice: "total",
  subtotalprice: "subtotal",
  items: "lines",
  lineitems: "lines",
  products: "lines",
  orderstatusurl: "status_url",
  statusurl: "status_url",
  abandonedcheckouturl: "checkout.url",
  checkouturl: "checkout.url",
  checkoutlink: "checkout.url",
  carturl: "checkout.url",
  trackinglink: "tracking_url",
  code: "discount.code",
  coupon: "discount.code",
  couponcode: "discount.code",
  discountcode: "discount.code",
};

const MAX_MEANT = 3;
const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The fields that a name may mean, the likeliest first. */
export function fieldsMeantBy(name: string, offered: readonly OfferedField[]): OfferedField[] {
  const root = name.includes(".") ? (name.split(".")[0] ?? "") : "";
  const last = bare(name.split(".").at(-1) ?? "");
  const whole = bare(name);
  const wanted = SYNONYMS[whole] ?? SYNONYMS[last] ?? "";
  const synonyms = offered.filter(({ path }) => wanted !== "" && (path === wanted || path.endsWith(`.${wanted}`)));
  const same = offered.filter(({ path, label }) =>
    [bare(path), bare(path.split(".").at(-1) ?? ""), bare(label)].some((one) => one === whole || one === last),
  );
  const alike = [...new Set([...synonyms, ...same])];
  const ofRoot = alike.filter(({ path }) => path.startsWith(`${root}.`));
  const best = root !== "" && ofRoot.length > 0 ? ofRoot : alike;
  if (best.length > 0) return best.slice(0, MAX_MEANT);
  return nearest(
    name,
    offered.map(({ path }) => path),
  ).flatMap((path) => offered.find((field) => field.path === path) ?? []);
}
