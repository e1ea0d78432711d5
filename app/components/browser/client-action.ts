import { isRouteErrorResponse, type ClientActionFunctionArgs } from "@remix-run/react";
import { text } from "#text/en.ts";
import type { ActionResponse } from "./use-action.ts";

/** In the place of an answer that did not come, or was none: the page stays, and with it all that was typed. */
const unreached = (): ActionResponse => ({ ok: false, message: text.trouble.unreached });

/** Whether the server has had its say: it leads elsewhere, or shows who asks the door. */
export const isResponse = (thrown: unknown): boolean =>
  thrown instanceof Response || (isRouteErrorResponse(thrown) && thrown.status < 500);

/**
 * Asks a route's own action on the page's behalf, each route's `clientAction`: where a line drops or the server
 * breaks, the page would otherwise give way to one that says what went wrong.
 */
export const clientActionThatKeeps = ({ serverAction }: ClientActionFunctionArgs): Promise<unknown> =>
  serverAction().catch((thrown: unknown) => {
    if (isResponse(thrown)) throw thrown;
    return unreached();
  });
