import { identify, identityOf } from "./identification.ts";
import { creditsFor } from "../credits/prices.ts";
import { checkBody } from "./guards/content.ts";
import type { MessageKind } from "./guards/define.ts";
import { readPhone } from "../customers/phone-number.ts";
import { valueAt } from "../plain-data.ts";
import type { Reason } from "../activity/reasons.ts";
import { renderTemplate } from "./templates/engine.ts";
import type { Instant } from "../time/time.ts";
import { linksIn } from "./links.ts";
import { shortenLinks, type ShortLinks } from "./short-links.ts";
import { countSegments, charactersLeft, nonGsmCharacters, type SegmentCount } from "./segments.ts";

export interface PreviewSituation {
  now: Instant;
  /** IANA zone of the customer. */
  timezone: string;
  kind: MessageKind;
  /** No marketing text has gone to the customer before. */
  firstMarketing: boolean;
  /** Null where the shop wants its links as they are. */
  links: ShortLinks | null;
}

/** A text as it would go out to somebody. */
export interface TextPreview extends SegmentCount {
  body: string;
  /** Places in its segments, in all. */
  room: number;
  /** Why it would not go out. */
  refused: Reason | null;
  /** What it costs; null where its number is not known. */
  credits: number | null;
  /** The web addresses in it. */
  links: readonly string[];
  /** How many of them lead to the store's own pages, by way of a short one that is counted. */
  tracked: number;
  /** Characters that make it dearer, each once. */
  unplain: readonly string[];
}

/**
 * Writes a text as a step does that is due, without anything of it going out.
 * @param values as the engine hands them to templates
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
  const counted = countSegments(body.slice(0, MOST_COUNTED));
  const phone = valueAt(values, "customer.phone");
  const number = typeof phone === "string" ? readPhone(phone) : null;
  return {
    body,
    refused,
    ...counted,
    room: charactersLeft(counted),
    credits: number && creditsFor(counted.segments, number.country),
    links: linksIn(body),
    tracked: written.links.length,
    unplain: nonGsmCharacters(body.slice(0, MOST_COUNTED)),
  };
}

/** What is longer does not go out: its segments need not be exact. */
const MOST_COUNTED = 2_000;
