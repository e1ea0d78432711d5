import { valueAt } from "../plain-data.ts";
import { readSettings } from "../team/settings.ts";
import type { SenderFacts } from "../senders/sender.ts";
import type { MessageKind } from "./message-kind.ts";
import type { UtmTags } from "./utm.ts";

/** A URL in a text, up to the next space or quotation mark. */
const ADDRESS = /https?:\/\/[^\s<>"“”«»]+/gi;
/** Closing punctuation and brackets, which do not belong to the URL before them. */
const CLOSING = /[.,;:!?'’)\]}]/;

const hasBalancedBrackets = (address: string): boolean => address.split("(").length >= address.split(")").length;

/** Trims closing punctuation; keeps a bracket that the URL itself opened. */
function trimPunctuation(found: string): string {
  let address = found;
  while (CLOSING.test(address.at(-1) ?? "") && !(address.endsWith(")") && hasBalancedBrackets(address)))
    address = address.slice(0, -1);
  return address;
}

/** The host of a URL; null when the text is no URL. */
export function hostOf(address: string): string | null {
  try {
    return new URL(address).hostname.toLowerCase();
  } catch {
    return null;
  }
}

/** "www.shop.example" and "shop.example" are one site. */
const withoutWww = (host: string): string => host.replace(/^www\./, "");

/** The URLs in a text that point to one of the hosts, each once, in order. */
export function linksTo(hosts: readonly string[], text: string): string[] {
  const leadsHome = addressesOf(hosts);
  return [...new Set(linksIn(text))].filter(leadsHome);
}

/** Whether an address leads to one of the hosts. */
export function addressesOf(hosts: readonly string[]): (address: string) => boolean {
  const own = new Set(hosts.map((host) => withoutWww(host.toLowerCase())));
  return (address) => own.has(withoutWww(hostOf(address) ?? ""));
}

/** Every URL in a text, in order. */
export const linksIn = (text: string): string[] => (text.match(ADDRESS) ?? []).map(trimPunctuation);

/** Replaces whole URLs in a text. */
export const replaceLinks = (text: string, replacements: ReadonlyMap<string, string>): string =>
  text.replace(ADDRESS, (found) => {
    const address = trimPunctuation(found);
    return (replacements.get(address) ?? address) + found.slice(address.length);
  });

/** How to write the links of one text. */
export interface ShortLinks {
  /** The shop shortens its links to itself. */
  shortens: boolean;
  /** The prefix of every short link, such as "https://shopbell.example/l/". */
  base: string;
  /** The store's own hosts that are known independently of the text. */
  hosts: readonly string[];
  /** The prefix of every opt-out link, such as "https://shopbell.example/u/". */
  optOutBase: string;
  /** The UTM parameters of its links; without it, none. */
  utm?: UtmTags | null;
  /** The code for a target: `CODE_LENGTH` lower-case letters and digits, always the same for the same target. */
  codeOf(target: string): string;
}

/** A short link of a text and its target. */
export interface ShortLink {
  code: string;
  target: string;
  /** Its code opens the page that opts out the recipient. */
  optsOut?: boolean;
  /** What a visit adds to the target. */
  utm?: UtmTags | null;
}

/** Eleven base-36 characters: impractical to guess, and free of collisions among many millions. */
export const CODE_LENGTH = 11;

/**
 * The links of a shop's texts as its settings want them.
 * @param settings the shop's settings as stored
 */
export function linksWanted<L extends ShortLinks>(settings: unknown, links: L): L {
  const { trackLinks, utmParameters } = readSettings(settings);
  return { ...links, shortens: trackLinks, utm: utmParameters ? (links.utm ?? null) : null };
}

/** Links for a preview, with the shop's senders: texts from a name have an opt-out link. */
export interface SampleLinks extends ShortLinks {
  senders: readonly SenderFacts[];
}

/** What a preview's links are made from. */
export type LinkPlaces = Omit<SampleLinks, "codeOf">;

/** Links for a preview: as long as real ones, so that the preview costs the same. */
export const sampleLinks = (
  base: string,
  { hosts = [], shortens = true, optOutBase = "", senders = [] }: Partial<Omit<LinkPlaces, "base">> = {},
): SampleLinks => ({ base, hosts, shortens, optOutBase, senders, codeOf: () => SAMPLE_CODE });
const SAMPLE_CODE = "4k7p2m9x3ab";

/** Fields that hold URLs of the store itself. A tracking URL belongs to the carrier. */
const STORE_URL_FIELDS = ["shop.url", "checkout.url", "order.status_url", "variant.url", "product.url", "click.url"];

/** The store's own hosts in a text's values: the checkout may use another host than the storefront. */
export function storeHosts(values: Readonly<Record<string, unknown>>): string[] {
  const hosts = STORE_URL_FIELDS.flatMap((path) => {
    const address = valueAt(values, path);
    return typeof address === "string" ? (hostOf(address) ?? []) : [];
  });
  // A test text carries its hosts, because the values it was written from are gone.
  const testHosts = valueAt(values, "manual.hosts");
  return [...new Set([...hosts, ...(Array.isArray(testHosts) ? testHosts.map(String) : [])])];
}

interface RenderedText {
  kind: MessageKind;
  /** The values that templates read. */
  values: Readonly<Record<string, unknown>>;
  /** Null to keep links as they are. */
  links: ShortLinks | null;
}

/**
 * Shortens links to the store's own pages, to count clicks and save characters. Leaves conversation texts as staff
 * wrote them.
 */
export function shortenLinks(
  body: string,
  { kind, values, links }: RenderedText,
): { body: string; links: ShortLink[] } {
  if (!links?.shortens || kind === "conversation") return { body, links: [] };
  const short = linksTo([...links.hosts, ...storeHosts(values)], body).map((target) => ({
    code: links.codeOf(target),
    target,
    // A test text is no visit of a customer's.
    utm: kind === "test" ? null : (links.utm ?? null),
  }));
  return {
    body: replaceLinks(body, new Map(short.map(({ code, target }) => [target, links.base + code]))),
    links: short,
  };
}
