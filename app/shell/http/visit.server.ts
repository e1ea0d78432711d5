import { isbot } from "isbot";
import { agentClassOf, type ClickAgent, type ClickSign } from "#core/analytics/clicks.ts";

/** Request headers that mark a prefetch. */
const PREFETCH_HEADERS = ["purpose", "sec-purpose", "x-purpose", "x-moz"];

/** What a request says of itself: its device's class, and the signs that it is automated. */
export function readVisit({ method, headers }: Request): { agent: ClickAgent; declared: ClickSign[] } {
  const userAgent = headers.get("user-agent");
  const isKnown = isbot(userAgent);
  const isAhead = PREFETCH_HEADERS.some((header) => /prefetch|preview|prerender/i.test(headers.get(header) ?? ""));
  return {
    agent: isKnown ? "machine" : agentClassOf(userAgent),
    declared: [
      ...(isKnown ? ["known_agent" as const] : []),
      ...(isAhead ? ["prefetch" as const] : []),
      ...(method === "GET" ? [] : ["not_get" as const]),
    ],
  };
}
