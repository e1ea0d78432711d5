import type { OfferedField } from "#core/automations/fields.ts";

/** A link that can be inserted into a message. */
export interface InsertableLink {
  label: string;
  /** Liquid. */
  template: string;
}

const CODE = "discount.code";

/** The links that a text can have by its values, and the store's page that puts a created discount into the cart. */
export const offeredLinks = (offered: readonly OfferedField[]): InsertableLink[] => [
  ...offered.filter(({ type }) => type === "url").map(({ path, label }) => ({ label, template: `{{ ${path} }}` })),
  ...offered
    .filter(({ path }) => path === CODE)
    .map(() => ({ label: "Store with the discount applied", template: `{{ shop.url }}/discount/{{ ${CODE} }}` })),
];

/** A typed address as a link; null if it is none. "example.com/sale" is one over HTTPS. */
export function typedLink(typed: string): InsertableLink | null {
  const address = typed.trim();
  if (!/^(https?:\/\/)?[^\s/:.]+(\.[^\s/:.]+)+(:\d+)?([/?#]\S*)?$/i.test(address)) return null;
  const url = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  return URL.canParse(url) && !/[{}%]{2}/.test(url) ? { label: url, template: url } : null;
}
