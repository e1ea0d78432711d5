import type { LoaderFunctionArgs } from "@remix-run/node";
import { openExport } from "#services/activity/export-activity.server.ts";
import { downloadResponse } from "#shell/http/download-response.server.ts";
import { text } from "#text/en.ts";

/** The log as CSV, at a signed address: a browser's download carries no session token. */
export const loader = async ({ request, context }: LoaderFunctionArgs) =>
  downloadResponse(await openExport(context.app, request.url), {
    type: "text/csv; charset=utf-8",
    over: text.activity.export.over,
    tooMany: text.activity.export.tooMany,
    ready: context.drained,
    signal: context.gone ?? request.signal,
  });
