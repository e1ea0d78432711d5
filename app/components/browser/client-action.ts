import { isRouteErrorResponse, type ClientActionFunctionArgs } from "@remix-run/react";
import { text } from "#text/en.ts";
import type { ActionResponse } from "./use-action.ts";

/** Replaces a missing or broken response, so that the page and its input stay. */
const unreached = (): ActionResponse => ({ ok: false, message: text.trouble.unreached });

/** A redirect, or an authentication response: the server has answered. */
export const isResponse = (thrown: unknown): boolean =>
  thrown instanceof Response || (isRouteErrorResponse(thrown) && thrown.status < 500);

/**
 * Every route's `clientAction`: calls the server action, and turns a network or server failure into a message.
 * Otherwise the error boundary would replace the page.
 */
export const clientActionThatKeeps = ({ serverAction }: ClientActionFunctionArgs): Promise<unknown> =>
  serverAction().catch((thrown: unknown) => {
    if (isResponse(thrown)) throw thrown;
    return unreached();
  });
