import type { ShopifyGlobal } from "@shopify/app-bridge-types";

/** App Bridge's global, where its script has loaded: without it every page still works. */
const bridge = (): ShopifyGlobal | undefined => (globalThis as { shopify?: ShopifyGlobal }).shopify;

/** Tells in passing that something worked, or did not. */
export const toast = (message: string, isError = false): void => void bridge()?.toast.show(message, { isError });

/** Tells in passing that something was done, with the way to undo it. */
export const toastWithUndo = (message: string, undo: string, onUndo: () => void): void =>
  void bridge()?.toast.show(message, { action: undo, onAction: onUndo });

/** Turns the store admin's progress bar on and off. */
export const showLoading = (on: boolean): void => bridge()?.loading(on);

/** Leads to a page in place of the whole admin, such as the one on which Shopify asks for a charge. */
export const openAtTop = (address: string): void => void window.open(address, "_top");

/** Shows or hides a save bar by its element's id. */
export const showSaveBar = (id: string, on: boolean): void => void bridge()?.saveBar[on ? "show" : "hide"](id);
