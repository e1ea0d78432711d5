import { useLocation, useMatches, type ClientLoaderFunctionArgs } from "@remix-run/react";
import { useEffect } from "react";
import { isResponse } from "./client-action.ts";

/** What of a page comes from one route. */
interface Part {
  /** The page's own, such as "/app/inbox?tab=held". */
  address: string;
  data: unknown;
}

/** What is on the screen, by route. */
let shown: ReadonlyMap<string, Part> = new Map();
let missed = false;

/** Remembers what the page shows. */
export function useShown(): void {
  const matches = useMatches();
  const { pathname, search } = useLocation();
  useEffect(() => showData(matches, pathname + search), [matches, pathname, search]);
}

/** @param parts without data where they could not be read */
export function showData(parts: readonly { id: string; data: unknown }[], address: string): void {
  shown = new Map(parts.filter(({ data }) => data !== undefined).map(({ id, data }) => [id, { address, data }]));
}

/** @returns whether something could not be read anew since this was last asked */
export function takeFailedRead(): boolean {
  const was = missed;
  missed = false;
  return was;
}

/**
 * Reads a page that is read anew while somebody works on it, such a route's `clientLoader`: where a line drops or the
 * server breaks, what is shown stays, and with it all that was typed; otherwise the page would give way to one that
 * says what went wrong. A page that is not shown yet has nothing to keep.
 * @param route its id, such as "routes/app.inbox"
 */
export const clientLoaderThatKeeps =
  (route: string) =>
  ({ request, serverLoader }: ClientLoaderFunctionArgs): Promise<unknown> =>
    serverLoader().catch((thrown: unknown) => {
      const { pathname, search } = new URL(request.url);
      const part = shown.get(route);
      if (isResponse(thrown) || request.signal.aborted || part?.address !== pathname + search) throw thrown;
      missed = true;
      return part.data;
    });
