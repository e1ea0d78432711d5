import { identify, identityOf } from "./identification.ts";
import { creditsFor } from "../credits/prices.ts";
import { checkBody } from "./guards/content.ts";
import type { MessageKind } from "./message-kind.ts";
import { valueAt } from "../plain-data.ts";
import type { OfferedField } from "../automations/fields.ts";
import type { Reason } from "../activity/reasons.ts";
import { renderText } from "./templates/render.ts";
import type { Instant } from "../time/time.ts";
import { linksIn, shortenLinks, type SampleLinks } from "./links.ts";
import { customersNumberIn, sampleOptOut } from "./opt-out-link.ts";
import { countSegments, charactersLeft, nonGsmCharacters, type SegmentCount } from "./segments.ts";

export interface PreviewSituation {
  now: Instant;
  /** The customer's IANA zone. */
  timezone: string;
  kind: MessageKind;
  /** The customer has had no marketing text. */
  firstMarketing: boolean;
  /** Null to keep links as they are. */
  links: SampleLinks | null;
  /** The fields in the values. */
  offered: readonly OfferedField[];
  /** The shop's setting "Use plain characters in values". */
  plainValues: boolean;
  /** The language of the text. */
  language: string;
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
  situation: PreviewSituation,
): TextPreview | { error: string } {
  const { kind, firstMarketing, links, language } = situation;
  const rendered = renderText(source, values, situation);
  if ("error" in rendered) return rendered;
  const { body, tracked } = finishText(rendered.text, values, { kind, firstMarketing, links, language });
  const answer = checkBody(body);
  const refused = "reason" in answer ? answer.reason : null;
  const counted = countSegments(body.slice(0, MAX_COUNTED));
  const number = customersNumberIn(values);
  return {
    body,
    refused,
    ...counted,
    room: charactersLeft(counted),
    credits: number && creditsFor(counted.segments, number.country),
    country: number?.country ?? null,
    links: linksIn(body),
    tracked,
    unplain: nonGsmCharacters(body.slice(0, MAX_COUNTED)),
  };
}

/** Longer texts are rejected, so their segment count need not be exact. */
const MAX_COUNTED = 2_000;

/**
 * The body of a rendered text as it is sent: with short links, with the name of the shop and the opt-out where the first
 * marketing text needs them, and with an opt-out link where no one can answer its sender.
 */
export function finishText(
  text: string,
  values: Record<string, unknown>,
  { kind, firstMarketing, links, language }: Pick<PreviewSituation, "kind" | "firstMarketing" | "links" | "language">,
): { body: string; tracked: number } {
  const name = valueAt(values, "shop.name");
  const written = shortenLinks(text, { kind, values, links });
  const shop = { name: typeof name === "string" ? name : "" };
  const optOutLink = sampleOptOut(links, kind, values);
  const identity = identityOf({ kind, firstMarketing, shop }, optOutLink, language);
  return { body: identify(written.body, identity), tracked: written.links.length };
}
