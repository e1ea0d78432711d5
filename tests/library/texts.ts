import { planStep } from "#core/actions/index.ts";
import { availableFields, outline } from "#core/automations/outline.ts";
import { shortenLinks, type ShortLinks } from "#core/sending/links.ts";
import { sampleOf } from "#core/triggers/index.ts";
import type { LibraryEntry } from "#library/define.ts";
import { at } from "../core/instant.ts";

const WHEN = { now: at("2026-05-04T16:00:00Z"), timezone: "America/New_York", shopTimezone: "America/New_York" };
const DISCOUNT = { discount: { code: "HELLO-7KQ2MHXW" } };

type Values = Record<string, Record<string, unknown>>;

/** All that an automation may name, with the sample's values. */
export const everything = ({ definition }: LibraryEntry): Values => ({
  ...sampleOf(definition.trigger.type),
  ...DISCOUNT,
});
/** A store is always known, and a code where a step has made one; all else may be missing. */
export const theShopAlone = ({ definition }: LibraryEntry): Values => ({
  shop: sampleOf(definition.trigger.type).shop ?? {},
  ...DISCOUNT,
});

const LONG: Readonly<Record<string, string>> = {
  "shop.name": "The Copper Kettle Company",
  "shop.url": "https://copperkettlecompany.com",
  "customer.first_name": "Christopher",
  "order.name": "#CKC-104219",
  "order.first_item": "Merino Wool Crew Neck Sweater",
  "order.status_url":
    "https://copperkettlecompany.com/58209157123/orders/0b6f0c1e2d3a4b5c6d7e8f9012345678/authenticate?key=0123456789abcdef0123456789abcdef",
  "checkout.first_item": "Merino Wool Crew Neck Sweater",
  "checkout.url":
    "https://copperkettlecompany.com/58209157123/checkouts/ac/Z2NwLXVzLWVhc3QxOjAxSjVYQkQ5WkQ2/recover?key=0123456789abcdef0123456789abcdef&locale=en-US",
  "shipment.tracking_url": "https://www.ups.com/track?loc=en_US&tracknum=1Z999AA10123456784&requester=ST/trackdetails",
  "shipment.tracking_company": "Royal Mail International",
  "variant.title": "Merino Wool Crew Neck Sweater – Charcoal / Large",
  "variant.url": "https://copperkettlecompany.com/products/merino-wool-crew-neck-sweater?variant=44216891203817",
  "variant.price": "1299.00",
  "refund.amount": "12499.00",
};

/** The sample, with the longest values that a store may well have. */
export const longest = (entry: LibraryEntry): Values =>
  Object.fromEntries(
    Object.entries(everything(entry)).map(([group, values]) => [
      group,
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, LONG[`${group}.${name}`] ?? value])),
    ]),
  );

/** A short link by where it leads. */
const byTarget: ShortLinks = { shortens: true, optOutBase: "", base: "[", hosts: [], codeOf: (target) => `${target}]` };

/**
 * Each text of an automation by its step, in the order in which a reader meets them.
 * @param links as they are to be shown
 */
export function textsOf({ definition }: LibraryEntry, values: Values, links = byTarget): Record<string, string> {
  const offered = availableFields(definition);
  return Object.fromEntries(
    [...outline(definition).values()].flatMap(({ step }) => {
      const plan = planStep(step, {
        ...WHEN,
        values,
        offered,
        seed: "",
        secret: "",
        heard: null,
        plainValues: true,
        language: "en",
      });
      if (plan.kind !== "text") return [];
      if ("refused" in plan.draft) throw new Error(plan.draft.detail);
      return [[step.id, shortenLinks(plan.draft.body, { kind: definition.kind, values, links }).body]];
    }),
  );
}
