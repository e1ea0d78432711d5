import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import { isSaid } from "../shell/unreached.ts";

let missed = false;

/** @returns whether something could not be read anew since this was last asked */
export function takeMissed(): boolean {
  const was = missed;
  missed = false;
  return was;
}

/**
 * Reads a page that is read anew while somebody works on it, such a route's `clientLoader`: where a line drops or the server
 * breaks, what is shown stays, and with it all that was typed; otherwise the page would give way to one that says what went wrong.
 * A page that is not shown yet has nothing to keep.
 * @returns a reader of one route: it remembers what it read last
 */
export function readKept() {
  let shown: { address: string; data: unknown } | null = null;
  const read = async ({ request, serverLoader }: ClientLoaderFunctionArgs): Promise<unknown> => {
    const { pathname, search } = new URL(request.url);
    const address = pathname + search;
    try {
      const data = await serverLoader();
      shown = { address, data };
      return data;
    } catch (thrown) {
      if (isSaid(thrown) || request.signal.aborted || shown?.address !== address) throw thrown;
      missed = true;
      return shown.data;
    }
  };
  // What the server drew is remembered too.
  read.hydrate = true as const;
  return read;
}
