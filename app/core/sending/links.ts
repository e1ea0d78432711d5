/** Web addresses as they stand in a text: up to the next blank or quotation mark. */
const ADDRESS = /https?:\/\/[^\s<>"“”«»]+/gi;
/** What closes a sentence or a bracket, and is no part of the address before it. */
const CLOSING = /[.,;:!?'’)\]}]/;

const opensAsManyAsItCloses = (address: string): boolean => address.split("(").length >= address.split(")").length;

/** An address without what closes the sentence; a bracket that is opened within it is its own. */
function trimmed(found: string): string {
  let address = found;
  while (CLOSING.test(address.at(-1) ?? "") && !(address.endsWith(")") && opensAsManyAsItCloses(address)))
    address = address.slice(0, -1);
  return address;
}

/** Where an address leads; null for what is none. */
export function hostOf(address: string): string | null {
  try {
    return new URL(address).hostname.toLowerCase();
  } catch {
    return null;
  }
}

/** One site has both names. */
const plain = (host: string): string => host.replace(/^www\./, "");

/** The web addresses in a text that lead to one of these hosts, in their order, each once. */
export function pointsTo(hosts: readonly string[], text: string): string[] {
  const own = new Set(hosts.map((host) => plain(host.toLowerCase())));
  return [...new Set(linksIn(text))].filter((address) => own.has(plain(hostOf(address) ?? "")));
}

/** Every web address in a text, in their order. */
export const linksIn = (text: string): string[] => (text.match(ADDRESS) ?? []).map(trimmed);

/** A text with whole addresses replaced by others. */
export const replaceLinks = (text: string, others: ReadonlyMap<string, string>): string =>
  text.replace(ADDRESS, (found) => {
    const address = trimmed(found);
    return (others.get(address) ?? address) + found.slice(address.length);
  });
