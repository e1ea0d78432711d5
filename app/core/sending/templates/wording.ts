import { isCustomKey } from "#core/automations/custom-keys.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import { Temporal } from "#core/time/time.ts";
import { checkBody } from "../guards/content.ts";
import { hostOf, sampleLinks } from "../links.ts";
import { DEFAULT_LANGUAGE } from "../languages/choose-words.ts";
import { isMarketing, type MessageKind } from "../message-kind.ts";
import { finishText } from "../preview.ts";
import { countSegments } from "../segments.ts";
import { renderWithNotes, variablesIn } from "./engine.ts";
import type { RenderNote } from "./limits.ts";
import { fieldsMeantBy, mergeTagsIn, strayBracesIn } from "./merge-tags.ts";
import { PLACEHOLDER_TEXT } from "./placeholder.ts";
import { unknownDirectives } from "./strftime.ts";
import { typicalValues } from "./typical.ts";
import { templateValues } from "./values.ts";
import { unknownNames } from "./variables.ts";

/** What a customer would read as nonsense. */
export type WordingProblem =
  | RenderNote
  /** A variable in single braces. */
  | { kind: "single"; name: string }
  /** A variable as other products write it, with the fields that it may mean. */
  | { kind: "merge"; found: string; meant: readonly OfferedField[] }
  /** Closing braces without opening ones. */
  | { kind: "braces"; found: string }
  /** The text of a new automation, which no one has changed. */
  | { kind: "placeholder" }
  /** Longer than a text may be, with usual values. */
  | { kind: "tooLong"; segments: number; characters: number; rule: string }
  /** Empty whatever the values. */
  | { kind: "nothing" }
  /** A word that programs write for a missing value, such as "NaN". */
  | { kind: "broken"; found: string }
  /** An error while rendering with usual values. */
  | { kind: "failing"; detail: string };

/** Where a template stands. */
export interface TemplateUse {
  channel?: "sms" | "email" | undefined;
  /** The kind of a text: marketing texts name the shop and the opt-out. */
  kind?: MessageKind | undefined;
  /** The language of its dates, amounts and opt-out words. */
  language?: string | undefined;
  /** Sent to another system, whose own marks may look like variables. */
  isForSystem?: boolean;
}

const SAMPLE_TIME = { now: Temporal.Instant.from("2026-11-03T15:04:00Z"), timezone: "America/New_York" };
const SAMPLE_LINKS = "https://links.example/l/";

/**
 * Finds nonsense: in the source, and in what it renders with usual values of all fields and with none.
 * @param source a template that parses
 * @returns the problems, and the steps that finding them took
 */
export function checkWording(
  source: string,
  offered: readonly OfferedField[],
  use: TemplateUse,
): { problems: WordingProblem[]; steps: number } {
  const values = typicalValues(offered);
  const at = { ...SAMPLE_TIME, language: use.language };
  const usual = renderWithNotes(source, templateValues(values, offered, "plain"), at);
  const bare = renderWithNotes(source, templateValues({ shop: values.shop }, offered, "plain"), at);
  const directives = formatsIn(source)
    .flatMap(unknownDirectives)
    .map((found) => ({ kind: "directive", found }) as const);
  const notes = [...usual.notes, ...bare.notes.filter(({ kind }) => kind === "directive"), ...directives];
  const texts = [usual, bare].flatMap(({ rendered }) => ("text" in rendered ? rendered.text : []));
  const problems: WordingProblem[] = [
    ...new Map(notes.map((note) => [JSON.stringify(note), note])).values(),
    ...("error" in usual.rendered ? [failure(usual.rendered.error)] : []),
    ...brokenWords(texts, source),
    ...(use.isForSystem ? [] : inSource(source, offered)),
    ...(use.channel === undefined ||
    texts.length < 2 ||
    texts.some((text) => text !== "") ||
    mayBeFilled(source, offered)
      ? []
      : [NOTHING]),
    ...(use.channel === "sms" ? ofText(source, usual.rendered, values, use) : []),
  ];
  return { problems, steps: usual.steps + bare.steps };
}

const NOTHING: WordingProblem = { kind: "nothing" };

const failure = (detail: string): WordingProblem =>
  detail.startsWith("writes a list of records") ? { kind: "object" } : { kind: "failing", detail };

/** The formats of the date filter that are written as literals. */
const formatsIn = (source: string): string[] =>
  [...source.matchAll(/\|\s*date\s*:\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, double, single]) => double ?? single ?? "");

/** Words that programs write for a missing value. */
const BROKEN = /\b(?:undefined|NaN|Infinity|null|nil)\b/g;

function brokenWords(texts: readonly string[], source: string): WordingProblem[] {
  const found = new Set(texts.flatMap((text) => text.match(BROKEN) ?? []));
  return [...found].filter((word) => !source.includes(word)).map((word) => ({ kind: "broken", found: word }));
}

function inSource(source: string, offered: readonly OfferedField[]): WordingProblem[] {
  const tags = mergeTagsIn(source).map(({ found, name }): WordingProblem =>
    found.startsWith("{") && offered.some(({ path }) => path === name)
      ? { kind: "single", name }
      : { kind: "merge", found, meant: fieldsMeantBy(name, offered).slice(0, 1) },
  );
  return [...tags, ...strayBracesIn(source).map((found): WordingProblem => ({ kind: "braces", found }))];
}

/** Whether other values than the samples may fill an empty text. */
const mayBeFilled = (source: string, offered: readonly OfferedField[]): boolean =>
  /\{%-?\s*(?:if|unless|case)\b/.test(source) ||
  unknownNames(source, offered).length > 0 ||
  variablesIn(source).some((path) => isCustomKey(path.join(".")));

type Rendered = ReturnType<typeof renderWithNotes>["rendered"];

function ofText(
  source: string,
  rendered: Rendered,
  values: Record<string, unknown>,
  use: TemplateUse,
): WordingProblem[] {
  const placeholder: WordingProblem[] = source.trim() === PLACEHOLDER_TEXT ? [{ kind: "placeholder" }] : [];
  if ("error" in rendered) return placeholder;
  const body = bodyOf(rendered.text, values, use);
  const answer = checkBody(body);
  return "reason" in answer && answer.reason === "message_too_long"
    ? [...placeholder, { kind: "tooLong", ...sizeOf(body), rule: answer.rule ?? "" }]
    : placeholder;
}

/** The body as the first text to a customer. */
function bodyOf(text: string, values: Record<string, unknown>, use: TemplateUse): string {
  const { kind = "transactional", language = DEFAULT_LANGUAGE } = use;
  const hosts = [hostOf("https://juniper.example")].filter((host) => host !== null);
  return finishText(text, values, {
    kind,
    firstMarketing: isMarketing(kind),
    links: sampleLinks(SAMPLE_LINKS, { hosts }),
    language,
  }).body;
}

const MAX_COUNTED = 5_000;
const sizeOf = (body: string) => ({
  segments: countSegments(body.slice(0, MAX_COUNTED)).segments,
  characters: body.length,
});

/** The segments of a text with usual values; null when it cannot be rendered. */
export function usualSegments(
  source: string,
  offered: readonly OfferedField[],
  use: Pick<TemplateUse, "kind" | "language">,
): number | null {
  const values = typicalValues(offered);
  const { rendered } = renderWithNotes(source, templateValues(values, offered, "plain"), {
    ...SAMPLE_TIME,
    language: use.language,
  });
  return "text" in rendered ? sizeOf(bodyOf(rendered.text, values, use)).segments : null;
}

/** The problem as the end of a sentence about the text, with its remedy. */
export function formatWordingProblem(problem: WordingProblem): string {
  switch (problem.kind) {
    case "single":
      return `"${problem.name}" would be sent with its braces; use two on each side`;
    case "merge": {
      const [field] = problem.meant;
      const remedy = field ? `write {{ ${field.path} }}` : "insert a variable from the list";
      return `"${problem.found}" would be sent as it stands; ${remedy}`;
    }
    case "braces":
      return `"${problem.found}" would be sent as it stands; remove it, or open it before`;
    case "placeholder":
      return "is still the text that a new automation begins with; write your own";
    case "tooLong":
      return `comes out at ${problem.characters} characters in ${problem.segments} segments, and a text has ${problem.rule}; shorten it`;
    case "nothing":
      return "comes out empty; write some words";
    case "broken":
      return `comes out with "${problem.found}" in it; check the filters`;
    case "zero":
      return "divides by zero, which comes out empty; divide by another number";
    case "object":
      return "shows a list of items as a whole; name a field, such as {{ order.lines | map: 'title' | join: ', ' }}";
    case "date":
      return `"${problem.found}" is no date and comes out as it is; give the date filter a date, such as 2026-12-24`;
    case "directive":
      return `"${problem.found}" is no part of a date; use one such as %B, %-d or %Y`;
    case "failing":
      return problem.detail;
  }
}
