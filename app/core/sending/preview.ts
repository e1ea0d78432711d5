import { identify, identityOf } from "./identification.ts";
import { creditsFor } from "../credits/prices.ts";
import { checkBody } from "./guards/content.ts";
import type { MessageKind } from "./message-kind.ts";
import { readPhone } from "../customers/phone-number.ts";
import { valueAt } from "../plain-data.ts";
import type { Reason } from "../activity/reasons.ts";
import { renderTemplate } from "./templates/engine.ts";
import type { Instant } from "../time/time.ts";
import { linksIn, shortenLinks, type ShortLinks } from "./links.ts";
import { countSegments, charactersLeft, nonGsmCharacters, type SegmentCount } from "./segments.ts";

export interface PreviewSituation {
  now: Instant;
  /** The customer's IANA zone. */
  timezone: string;
  kind: MessageKind;
  /** The customer has had no marketing text. */
  firstMarketing: boolean;
  /** Null when the shop does not shorten links. */
  links: ShortLinks | null;
}

/** A rendered text with its cost. */
export interface TextPreview extends SegmentCount {
  body: string;
  /** The capacity of its segments in characters. */
  room: number;
  /** Why the guards would reject it; null when they would not. */
  refused: Reason | null;
  /** Null when the recipient's number is unknown. */
  credits: number | null;
  /** The country of the recipient's number, ISO 3166 alpha-2; null when it is unknown. */
  country: string | null;
  /** The URLs in the body. */
  links: readonly string[];
  /** The number of URLs to the store's own pages, which become counted short links. */
  tracked: number;
  /** The characters outside GSM-7, each once. */
  unplain: readonly string[];
}

/**
 * Renders a text as a due step would, without sending it.
 * @param values the values that templates read
 */
export function previewText(
  source: string,
  values: Record<string, unknown>,
  { now, timezone, kind, firstMarketing, links }: PreviewSituation,
): TextPreview | { error: string } {
  const rendered = renderTemplate(source, values, { now, timezone });
  if ("error" in rendered) return rendered;
  const name = valueAt(values, "shop.name");
  const written = shortenLinks(rendered.text, { kind, values, links });
  const body = identify(
    written.body,
    identityOf({ kind, firstMarketing, shop: { name: typeof name === "string" ? name : "" } }),
  );
  const answer = checkBody(body);
  const refused = "reason" in answer ? answer.reason : null;
  const counted = countSegments(body.slice(0, MAX_COUNTED));
  const phone = valueAt(values, "customer.phone");
  const number = typeof phone === "string" ? readPhone(phone) : null;
  return {
    body,
    refused,
    ...counted,
    room: charactersLeft(counted),
    credits: number && creditsFor(counted.segments, number.country),
    country: number?.country ?? null,
    links: linksIn(body),
    tracked: written.links.length,
    unplain: nonGsmCharacters(body.slice(0, MAX_COUNTED)),
  };
}

/** Longer texts are rejected, so their segment count need not be exact. */
const MAX_COUNTED = 2_000;
