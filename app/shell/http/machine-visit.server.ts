import { isbot } from "isbot";

/** Headers by which browsers say that they fetch ahead, and nobody has clicked. */
const AHEAD = ["purpose", "sec-purpose", "x-purpose", "x-moz"];

/**
 * Whether a page is asked for by a machine, as far as it says so: a preview, a scanner, a browser that fetches ahead.
 */
export const isMachineVisit = (request: Request): boolean =>
  request.method !== "GET" ||
  AHEAD.some((header) => /prefetch|preview|prerender/i.test(request.headers.get(header) ?? "")) ||
  isbot(request.headers.get("user-agent"));
