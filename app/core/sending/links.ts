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
  const own = new Set(hosts.map((host) => withoutWww(host.toLowerCase())));
  return [...new Set(linksIn(text))].filter((address) => own.has(withoutWww(hostOf(address) ?? "")));
}

/** Every URL in a text, in order. */
export const linksIn = (text: string): string[] => (text.match(ADDRESS) ?? []).map(trimPunctuation);

/** Replaces whole URLs in a text. */
export const replaceLinks = (text: string, replacements: ReadonlyMap<string, string>): string =>
  text.replace(ADDRESS, (found) => {
    const address = trimPunctuation(found);
    return (replacements.get(address) ?? address) + found.slice(address.length);
  });
