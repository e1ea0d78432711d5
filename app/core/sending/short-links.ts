import type { MessageKind } from "./guards/define.ts";
import { valueAt } from "../plain-data.ts";
import { readSettings } from "../team/settings.ts";
import { hostOf, pointsTo, replaceLinks } from "./links.ts";

/** How the links of one text become short ones. */
export interface ShortLinks {
  /** What each begins with, such as "https://shopbell.example/l/". */
  base: string;
  /** Where the store's own pages are, as far as it is known whatever a text is about. */
  hosts: readonly string[];
  /** What stands for an address: `CODE_LENGTH` small letters and digits, the same ones whenever it is asked. */
  codeOf(target: string): string;
}

/** A short link in a text, and where it leads. */
export interface ShortLink {
  code: string;
  target: string;
}

/** Nobody guesses eleven letters and digits, and among many millions no two are alike. */
export const CODE_LENGTH = 11;

/** Links as a shop wants them in its texts. @param settings of the shop, as they are stored */
export const linksWanted = (settings: unknown, links: ShortLinks): ShortLinks | null =>
  readSettings(settings).trackLinks ? links : null;

/** Links of a text that nobody gets: as long as those of one that goes out, so that it costs the same. */
export const sampleLinks = (base: string, hosts: readonly string[] = []): ShortLinks => ({
  base,
  hosts,
  codeOf: () => SAMPLE_CODE,
});
const SAMPLE_CODE = "4k7p2m9x3ab";

/** What the store itself says are pages of its own. A parcel's tracking page is its carrier's. */
const OWN_PAGES = ["shop.url", "checkout.url", "order.status_url", "variant.url", "click.url"];

/**
 * Where the store's own pages are, as far as a text's values tell: a checkout may be at another place than the shop
 * window.
 */
export function ownHosts(values: Readonly<Record<string, unknown>>): string[] {
  const hosts = OWN_PAGES.flatMap((path) => {
    const address = valueAt(values, path);
    return typeof address === "string" ? (hostOf(address) ?? []) : [];
  });
  // A text that is tried out was written elsewhere, from values that are not there any more.
  const passedOn = valueAt(values, "manual.hosts");
  return [...new Set([...hosts, ...(Array.isArray(passedOn) ? passedOn.map(String) : [])])];
}

interface Written {
  kind: MessageKind;
  /** As templates are handed them. */
  values: Readonly<Record<string, unknown>>;
  /** Null where the shop wants its links as they are. */
  links: ShortLinks | null;
}

/**
 * A text as it goes out: links to the store's own pages are short, so that they can be counted and cost little. What
 * one person writes to another is left word for word.
 */
export function shortenLinks(body: string, { kind, values, links }: Written): { body: string; links: ShortLink[] } {
  if (!links || kind === "conversation") return { body, links: [] };
  const short = pointsTo([...links.hosts, ...ownHosts(values)], body).map((target) => ({
    code: links.codeOf(target),
    target,
  }));
  return {
    body: replaceLinks(body, new Map(short.map(({ code, target }) => [target, links.base + code]))),
    links: short,
  };
}
