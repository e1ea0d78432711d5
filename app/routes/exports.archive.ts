import type { LoaderFunctionArgs } from "@remix-run/node";
import { openArchive } from "#services/activity/take-archive.server.ts";
import { downloadResponse } from "#shell/http/download-response.server.ts";
import { text } from "#text/en.ts";

/** All that a shop has, at a signed address: a browser's download carries no session token. */
export const loader = async ({ request, context }: LoaderFunctionArgs) =>
  downloadResponse(await openArchive(context.app, request.url), {
    type: "application/zip",
    over: text.activity.export.over,
    tooMany: text.archive.tooMany,
    ready: context.drained,
    signal: context.gone ?? request.signal,
  });
