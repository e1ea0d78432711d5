/** The values of a link's UTM parameters that vary; source and medium are always Shopbell's. */
export interface UtmTags {
  /** utm_campaign: the name of the automation or campaign. */
  campaign: string;
  /** utm_content: the step or wording. */
  content: string;
}

const MAX_LENGTH = 60;

/** A name as a UTM parameter has it: "Summer sale!" is "summer-sale". Letters of every script stay. */
export const slugOf = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, MAX_LENGTH)
    .replace(/-+$/, "");

/** Adds UTM parameters to an address. Whatever the address says already stays as it is. */
export function withUtm(target: string, { campaign, content }: UtmTags): string {
  const [, before = "", query = "", fragment = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(target) ?? [];
  const said = new URLSearchParams(query);
  const added = new URLSearchParams(
    Object.entries({ utm_source: "shopbell", utm_medium: "sms", utm_campaign: campaign, utm_content: content }).filter(
      ([name, value]) => value !== "" && !said.has(name),
    ),
  );
  if (added.size === 0) return target;
  const joint = query === "" ? "?" : /[?&]$/.test(query) ? "" : "&";
  return `${before}${query}${joint}${added.toString()}${fragment}`;
}
