const KEY = "shopbell:embedding";

/** What the store admin hands an embedded page along with, and a page that is reloaded by itself has not. */
const HANDED = ["shop", "host", "embedded", "locale"];

/**
 * Keeps, for as long as the tab is open, how the store admin embeds this page: once one has gone to another page the
 * address does not say it any more.
 */
export function rememberPage(): void {
  const handed = new URLSearchParams(window.location.search);
  const kept = new URLSearchParams(
    HANDED.flatMap((name) => (handed.has(name) ? [[name, handed.get(name) ?? ""]] : [])),
  );
  if (!kept.has("shop") || !kept.has("host")) return;
  try {
    window.sessionStorage.setItem(KEY, kept.toString());
  } catch {
    // The browser keeps nothing for pages inside others: a reload asks for the store's address, as it would without
    // this.
  }
}

/**
 * @param page an address of the app, such as "/app/activity?view=sent"; what stands behind "#" is taken along
 * @returns the address that leads there as the store admin had embedded the tab; null where it is not known how
 */
export function rememberedPage(page: string): string | null {
  const kept = read();
  return kept && `${page}${page.includes("?") ? "&" : "?"}${kept}${window.location.hash}`;
}

function read(): string | null {
  try {
    return window.sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}
