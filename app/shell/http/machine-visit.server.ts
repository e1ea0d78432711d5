import { isbot } from "isbot";

/** Request headers that mark a prefetch. */
const PREFETCH_HEADERS = ["purpose", "sec-purpose", "x-purpose", "x-moz"];

/** Whether a request identifies itself as automated: a preview, a scanner or a prefetch. */
export const isMachineVisit = (request: Request): boolean =>
  request.method !== "GET" ||
  PREFETCH_HEADERS.some((header) => /prefetch|preview|prerender/i.test(request.headers.get(header) ?? "")) ||
  isbot(request.headers.get("user-agent"));
