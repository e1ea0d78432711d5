import { withGsmCharacters, withPlainCharacters } from "#core/sending/look-alikes.ts";
import { sampleLinks } from "#core/sending/links.ts";
import { previewText, type TextPreview } from "#core/sending/preview.ts";
import { nonGsmCharacters } from "#core/sending/segments.ts";
import type { MessageKind } from "#core/sending/guards/define.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import { templateProblemsOf } from "#core/sending/templates/problems.ts";
import { longestValues } from "#core/sending/templates/longest.ts";
import { renderTemplate } from "#core/sending/templates/engine.ts";
import { Temporal } from "#core/time/time.ts";
import type { LinkPlaces } from "./sample.ts";
import { formatTemplateProblem, type ShownTemplateProblem } from "./format-template-problem.ts";

export interface AnalysedTemplate {
  source: string;
  values: Record<string, unknown>;
  timezone: string;
  /** ISO instant; the browser's own time without it. */
  now: string | undefined;
  offered: readonly OfferedField[];
  channel: "sms" | "email";
  kind: MessageKind;
  firstMarketing: boolean;
  /** Null where the shop wants its links as they are. */
  links: LinkPlaces | null;
}

/** Characters that make the text dearer. */
export interface NonGsmCharacter {
  /** In the merchant's own words. */
  written: readonly string[];
  /** The merchant's words with plain ones in the place of those; null where none has any. */
  plain: string | null;
  /** Of those, what no plain one can stand for. */
  left: readonly string[];
  /** The merchant's words without those either; null where there are none. */
  without: string | null;
  /** From the customer's or the order's details. */
  inData: readonly string[];
  /** Segments once the merchant's own words are plain, and without what cannot be. */
  segmentsPlain: number;
}

export interface TemplateAnalysis {
  faults: readonly ShownTemplateProblem[];
  /** Of an e-mail, or a text: what is read. Null where it cannot be written. */
  body: string | null;
  /** Of a text. */
  text: TextPreview | null;
  odd: NonGsmCharacter | null;
  /** The text with the longest values that are to be expected. */
  longest: TextPreview | null;
}

/** All that is told of a text while it is written, from the same core that sends it. */
export function analyseTemplate({
  source,
  values,
  timezone,
  now,
  offered,
  channel,
  kind,
  firstMarketing,
  links,
}: AnalysedTemplate): TemplateAnalysis {
  const faults = templateProblemsOf(source, offered).map((fault) => formatTemplateProblem(fault, source));
  const circumstances = {
    now: now ? Temporal.Instant.from(now) : Temporal.Now.instant(),
    timezone,
    kind,
    firstMarketing,
    links: links && sampleLinks(links.base, links.hosts),
  };
  if (channel === "email") {
    const rendered = renderTemplate(source, values, circumstances);
    return { faults, body: "text" in rendered ? rendered.text : null, text: null, odd: null, longest: null };
  }
  const write = (template: string, by: Record<string, unknown>): TextPreview | null => {
    const preview = previewText(template, by, circumstances);
    return "error" in preview ? null : preview;
  };
  const text = write(source, values);
  const cheap = withGsmCharacters(source);
  const long = { ...longestValues(offered), shop: values.shop };
  return {
    faults,
    body: text?.body ?? null,
    text,
    odd: text && oddIn(source, text, { source: cheap, segments: write(cheap, values)?.segments ?? text.segments }),
    longest: write(source, long),
  };
}

function oddIn(
  source: string,
  { unplain }: TextPreview,
  cheap: { source: string; segments: number },
): NonGsmCharacter | null {
  if (unplain.length === 0) return null;
  const own = nonGsmCharacters(source);
  const written = unplain.filter((one) => own.includes(one));
  const plain = withPlainCharacters(source);
  const left = nonGsmCharacters(plain);
  return {
    written,
    plain: plain === source ? null : plain,
    left,
    without: left.length > 0 ? cheap.source : null,
    inData: unplain.filter((one) => !own.includes(one)),
    segmentsPlain: cheap.segments,
  };
}
