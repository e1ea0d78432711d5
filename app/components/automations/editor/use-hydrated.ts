import { useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * Whether there is a browser that what is drawn can be worked in: on the server, and until the page has come to life,
 * there is none.
 */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

/**
 * What stands behind the "#" of the address, read at each drawing: a link to another step of the same page leads
 * there. Nothing until there is a browser to ask.
 */
export const useHash = (): string =>
  useSyncExternalStore(
    never,
    () => window.location.hash.slice(1),
    () => "",
  );
