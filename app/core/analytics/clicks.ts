import type { Instant } from "../time/time.ts";

/**
 * Signs that a machine clicked, not a person.
 * - `known_agent`, `prefetch`, `not_get`: the request says so itself.
 * - `too_soon`: earlier than a person can read the text.
 * - `many_links`, `many_clicks`: more at once than a person can tap.
 */
export type ClickSign = "known_agent" | "prefetch" | "not_get" | "too_soon" | "many_links" | "many_clicks";

export type ClickAgent = "phone" | "computer" | "machine" | "unknown";

/** A click on a link of a text. */
export interface Click {
  id: string;
  code: string;
  at: Instant;
  signs: readonly ClickSign[];
}

/** When the text of a link left, and when it arrived; null while unknown. */
export interface ClickedText {
  sentAt: Instant;
  deliveredAt: Instant | null;
}

/** A phone has a text a second or so after it left; opening it, reading it and tapping take longer than that. */
const SENT_MS = 3_000;
const DELIVERED_MS = 2_000;
/** Clicks closer together count as at once. */
const AT_ONCE_MS = 1_000;
/** A double tap is two clicks. */
const MANY_CLICKS = 4;

/** How long after a click others can still show that a machine made it. */
export const CLICK_SETTLES_MS = 2 * AT_ONCE_MS;

/** More clicks on one link within a minute are not recorded: no person makes them, and they would fill the table. */
export const MOST_CLICKS_PER_MINUTE = 20;

/**
 * Finds the signs of a machine in a click, and in those before it that only this click gives away.
 * @param declared what the request says of itself
 * @param text null for a link without a text
 * @param earlier clicks on links of the same text
 */
export function judgeClick(
  { code, at }: Pick<Click, "code" | "at">,
  { declared, text, earlier }: { declared: readonly ClickSign[]; text: ClickedText | null; earlier: readonly Click[] },
): { signs: ClickSign[]; revealed: { id: string; code: string; signs: ClickSign[] }[] } {
  const near = earlier.filter((other) => Math.abs(since(other.at, at)) <= AT_ONCE_MS);
  const bursts: ClickSign[] = [
    ...(near.some((other) => other.code !== code) ? ["many_links" as const] : []),
    ...(near.filter((other) => other.code === code).length + 1 >= MANY_CLICKS ? ["many_clicks" as const] : []),
  ];
  const signs: ClickSign[] = [...declared, ...(text && isTooSoon(text, at) ? ["too_soon" as const] : []), ...bursts];
  const revealed = near
    .filter((other) => other.signs.length === 0)
    .flatMap((other) => {
      const own = bursts.filter((sign) => sign === "many_links" || other.code === code);
      return own.length > 0 ? [{ id: other.id, code: other.code, signs: own }] : [];
    });
  return { signs, revealed };
}

const since = (from: Instant, to: Instant): number => to.epochMilliseconds - from.epochMilliseconds;

/** A text's report may be late, so a click before it says nothing. */
function isTooSoon({ sentAt, deliveredAt }: ClickedText, at: Instant): boolean {
  if (since(sentAt, at) < SENT_MS) return true;
  const read = deliveredAt && since(deliveredAt, at);
  return read !== null && read >= 0 && read < DELIVERED_MS;
}

/** The class of a device; its exact browser is not kept. */
export function agentClassOf(userAgent: string | null): Exclude<ClickAgent, "machine"> {
  if (!userAgent) return "unknown";
  if (/iPhone|iPad|Android|Mobile/i.test(userAgent)) return "phone";
  return /Windows|Macintosh|X11|CrOS|Linux/i.test(userAgent) ? "computer" : "unknown";
}
