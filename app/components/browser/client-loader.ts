import { useLocation, useMatches, type ClientLoaderFunctionArgs } from "@remix-run/react";
import { useEffect } from "react";
import { isResponse } from "./client-action.ts";

/** The data of one route of the page. */
interface Part {
  /** The page's address, such as "/app/inbox?tab=held". */
  address: string;
  data: unknown;
}

/** The current data, by route. */
let shown: ReadonlyMap<string, Part> = new Map();
let missed = false;

/** Remembers the page's data. */
export function useShown(): void {
  const matches = useMatches();
  const { pathname, search } = useLocation();
  useEffect(() => showData(matches, pathname + search), [matches, pathname, search]);
}

/** @param parts without data if loading failed */
export function showData(parts: readonly { id: string; data: unknown }[], address: string): void {
  shown = new Map(parts.filter(({ data }) => data !== undefined).map(({ id, data }) => [id, { address, data }]));
}

/** @returns whether a revalidation has failed since the last call */
export function takeFailedRead(): boolean {
  const was = missed;
  missed = false;
  return was;
}

/**
 * A `clientLoader` for revalidation: on a network or server failure it returns the current data, so that the page and
 * its input stay. A first load has no such fallback.
 * @param route the route's id, such as "routes/app.inbox"
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
