import type { LoaderFunctionArgs } from "@remix-run/node";
import { openLeftRows } from "#services/customers/left-rows-file.server.ts";
import { downloadResponse } from "#shell/http/download-response.server.ts";
import { text } from "#text/en.ts";

/** The rows that a list's import leaves, at a signed address: a browser's download carries no session token. */
export const loader = async ({ request, context }: LoaderFunctionArgs) =>
  downloadResponse(await openLeftRows(context.app, request.url), {
    type: "text/csv; charset=utf-8",
    over: text.activity.export.over,
    ready: context.drained,
    signal: context.gone ?? request.signal,
  });
