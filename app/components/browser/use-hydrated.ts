import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False on the server and until hydration. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

/** The hash of the address; "" until hydration. */
export const useHash = (): string =>
  useSyncExternalStore(
    never,
    () => window.location.hash.slice(1),
    () => "",
  );
