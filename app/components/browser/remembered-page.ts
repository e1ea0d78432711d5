const KEY = "shopbell:embedding";

/** Parameters that the store admin adds to an embedded page, and a reloaded frame lacks. */
const HANDED = ["shop", "host", "embedded", "locale"];

/** Stores the embedding parameters in the tab: after a navigation the address lacks them. */
export function rememberPage(): void {
  const handed = new URLSearchParams(window.location.search);
  const stored = new URLSearchParams(
    HANDED.flatMap((name) => (handed.has(name) ? [[name, handed.get(name) ?? ""]] : [])),
  );
  if (!stored.has("shop") || !stored.has("host")) return;
  try {
    window.sessionStorage.setItem(KEY, stored.toString());
  } catch {
    // Storage may be blocked in embedded frames: then a reload asks for the store.
  }
}

/**
 * @param page an address of the app, such as "/app/activity?view=sent"; the hash is kept
 * @returns the embedded address; null without stored parameters
 */
export function rememberedPage(page: string): string | null {
  const stored = read();
  return stored && `${page}${page.includes("?") ? "&" : "?"}${stored}${window.location.hash}`;
}

function read(): string | null {
  try {
    return window.sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}
