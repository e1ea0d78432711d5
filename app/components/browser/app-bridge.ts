import type { ShopifyGlobal } from "@shopify/app-bridge-types";

/** App Bridge's global, if its script has loaded: pages work without it. */
const bridge = (): ShopifyGlobal | undefined => (globalThis as { shopify?: ShopifyGlobal }).shopify;

/** Shows a toast. */
export const toast = (message: string, isError = false): void => void bridge()?.toast.show(message, { isError });

/** Shows a toast with an undo button. */
export const toastWithUndo = (message: string, undo: string, onUndo: () => void): void =>
  void bridge()?.toast.show(message, { action: undo, onAction: onUndo });

/** Toggles the store admin's progress bar. */
export const showLoading = (on: boolean): void => bridge()?.loading(on);

/** Opens a page in the top frame, such as Shopify's charge approval. */
export const openAtTop = (address: string): void => void window.open(address, "_top");

/** Toggles a save bar by its element's id. */
export const showSaveBar = (id: string, on: boolean): void => void bridge()?.saveBar[on ? "show" : "hide"](id);

/** Asks the merchant to grant optional scopes. @returns whether all are granted */
export async function requestScopes(scopes: readonly string[]): Promise<boolean> {
  const answer = await bridge()?.scopes.request([...scopes]);
  return answer?.result === "granted-all";
}
