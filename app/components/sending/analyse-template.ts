import { withGsmCharacters, withPlainCharacters } from "#core/sending/look-alikes.ts";
import { sampleLinks, type LinkPlaces } from "#core/sending/links.ts";
import { previewText, type TextPreview } from "#core/sending/preview.ts";
import { nonGsmCharacters } from "#core/sending/segments.ts";
import type { MessageKind } from "#core/sending/message-kind.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import { templateProblemsOf } from "#core/sending/templates/problems.ts";
import { longestValues } from "#core/sending/templates/longest.ts";
import { renderMessage } from "#core/sending/templates/render.ts";
import { Temporal } from "#core/time/time.ts";
import { formatTemplateProblem, type Mend, type ShownTemplateProblem } from "./format-template-problem.ts";

export interface AnalysedTemplate {
  source: string;
  values: Record<string, unknown>;
  timezone: string;
  /** ISO instant; by default the browser's time. */
  now: string | undefined;
  offered: readonly OfferedField[];
  channel: "sms" | "email";
  kind: MessageKind;
  firstMarketing: boolean;
  links: LinkPlaces;
  /** The shop's setting "Use plain characters in values". */
  plainValues: boolean;
  /** The language of the words. */
  language: string;
}

/** Characters outside GSM-7, which force UCS-2. */
export interface NonGsmCharacter {
  /** In the merchant's own words. */
  written: readonly string[];
  /** Writes plain replacements into a template; null if none has any. */
  plain: Mend | null;
  /** Those without a plain replacement. */
  left: readonly string[];
  /** Those of them that may be left out: emoji and other decorations. */
  removable: readonly string[];
  /** Takes the removable ones out of a template too; null if there are none. */
  without: Mend | null;
  /** From the values of variables. */
  inData: readonly string[];
  /** Segments after all fixes to the merchant's words. */
  segmentsPlain: number;
}

export interface TemplateAnalysis {
  problems: readonly ShownTemplateProblem[];
  /** The rendered body of the email or text; null if rendering fails. */
  body: string | null;
  /** For texts only. */
  text: TextPreview | null;
  odd: NonGsmCharacter | null;
  /** With the longest expected values. */
  longest: TextPreview | null;
}

/** Analyses a template while it is edited, with the core that renders live messages. */
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
  plainValues,
  language,
}: AnalysedTemplate): TemplateAnalysis {
  const problems = templateProblemsOf(source, offered, { channel, kind, language }).map(formatTemplateProblem);
  const circumstances = {
    now: now ? Temporal.Instant.from(now) : Temporal.Now.instant(),
    timezone,
    kind,
    firstMarketing,
    links: sampleLinks(links.base, links),
    offered,
    plainValues,
    language,
  };
  if (channel === "email") {
    const rendered = renderMessage(source, values, circumstances);
    return {
      problems,
      body: "text" in rendered ? rendered.text : null,
      text: null,
      odd: null,
      longest: null,
    };
  }
  const write = (template: string, by: Record<string, unknown>): TextPreview | null => {
    const preview = previewText(template, by, circumstances);
    return "error" in preview ? null : preview;
  };
  const text = write(source, values);
  const cheap = withGsmCharacters(source);
  const long = { ...longestValues(offered), shop: values.shop };
  return {
    problems,
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
  const kept = nonGsmCharacters(cheap.source);
  const removable = left.filter((one) => !kept.includes(one));
  return {
    written,
    plain: plain === source ? null : withPlainCharacters,
    left,
    removable,
    without: removable.length > 0 ? withGsmCharacters : null,
    inData: unplain.filter((one) => !own.includes(one)),
    segmentsPlain: cheap.segments,
  };
}
