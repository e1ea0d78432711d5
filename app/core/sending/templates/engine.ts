import type { Context, Template } from "liquidjs";
import { Temporal, type Instant } from "#core/time/time.ts";
import { knownZone } from "#core/time/zone.ts";
import { arithmeticFilters } from "./arithmetic.ts";
import {
  assertParsable,
  boundedLiquid,
  counted,
  countedContext,
  holdsRecord,
  meterOf,
  outputOf,
} from "./bounded-liquid.ts";
import { RenderMeter, TemplateRefused, type RenderNote } from "./limits.ts";
import { moneyFilters } from "./money.ts";
import { readDate } from "./read-date.ts";
import { strftime } from "./strftime.ts";
import { wordFilters } from "./word-filters.ts";

/** Invisible characters used in spoofing: control codes and marks that change the writing direction. */
// oxlint-disable-next-line no-control-regex -- these are the characters to take out
const UNPRINTABLE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

// Rendering must be reproducible in a backtest, so filters that use randomness or the system clock are removed.
const IMPURE = ["sample", "date_to_string", "date_to_long_string", "date_to_rfc822", "date_to_xmlschema"];

const engine = boundedLiquid({
  ownPropertyOnly: true,
  strictFilters: true,
  cache: false,
  // No file is ever read. Object.create(null) also hides the names inherited by every object.
  templates: Object.create(null) as Record<string, string>,
  locale: "en-US",
  outputEscape(this: { context: Context }, value: unknown): string {
    if (typeof value === "string") return value;
    meterOf(this.context).pass(value);
    if (holdsRecord(value)) meterOf(this.context).note({ kind: "object" });
    return outputOf(value);
  },
});

for (const impure of IMPURE) delete engine.filters[impure];

for (const [name, filter] of Object.entries({ ...arithmeticFilters, ...moneyFilters, ...wordFilters }))
  engine.registerFilter(name, counted(filter));

/** What formatting a date in a zone costs beside other steps. */
const STEPS_OF_A_DATE = 200;

engine.registerFilter(
  "date",
  function (this: { context: Context }, value: unknown, format?: unknown, zone?: unknown): unknown {
    const { now, timezone, wordsLanguage } = this.context.globals as {
      now: string;
      timezone: string;
      wordsLanguage?: string;
    };
    const meter = meterOf(this.context);
    meter.step(STEPS_OF_A_DATE);
    const form = outputOf(format);
    if (form === "" || outputOf(value) === "") return value;
    const shownZone = zone === undefined ? timezone : outputOf(zone);
    if (knownZone(shownZone) === null)
      throw new RangeError(`names an unknown time zone, "${shownZone}"; use one such as America/New_York`);
    // A date without an offset is meant in the zone that it is shown in, so that a day stays that day.
    const moment = value === "now" || value === "today" ? Temporal.Instant.from(now) : readDate(value, shownZone);
    if (moment === null) {
      meter.note({ kind: "date", found: outputOf(value) });
      return value;
    }
    const { text, unknown } = strftime(
      moment.toZonedDateTimeISO(shownZone),
      form,
      (width) => meter.use(width),
      wordsLanguage,
    );
    for (const found of unknown) meter.note({ kind: "directive", found });
    return text;
  },
);

interface Parsed {
  nodes: Template[];
  /** The limit that it exceeds with any values. */
  refused: string | null;
  /** The steps of a rendering without values. */
  steps: number;
}

const parseCache = new Map<string, Parsed>();
const MAX_CACHED = 1_000;

function parse(source: string): Parsed {
  const cached = parseCache.get(source);
  if (cached) return cached;
  assertParsable(source);
  const nodes = engine.parse(source);
  const meter = new RenderMeter();
  const refused = refusalWithoutValues(nodes, meter);
  const parsed = { nodes, refused, steps: meter.steps };
  if (parseCache.size >= MAX_CACHED) parseCache.clear();
  parseCache.set(source, parsed);
  return parsed;
}

const ANY_TIME = "2026-01-01T00:00:00Z";

/** Renders with no values at all, which finds a loop over (1..900000) before it is published. */
function refusalWithoutValues(nodes: Template[], meter: RenderMeter): string | null {
  try {
    write(nodes, {}, { now: ANY_TIME, today: ANY_TIME, timezone: "UTC" }, meter);
    return null;
  } catch (error) {
    return refusalIn(error)?.message ?? null;
  }
}

const write = (nodes: Template[], variables: object, globals: object, meter = new RenderMeter()): string =>
  String(engine.renderSync(nodes, countedContext(variables, globals, engine.options, engine, meter)));

/**
 * The external variables of a template, each as path segments; a computed segment is 0. Empty when the template does
 * not parse.
 */
export function variablesIn(source: string): (string | number)[][] {
  try {
    return (engine.globalVariableSegmentsSync(parse(source).nodes) as unknown[][]).map((segments) =>
      segments.map((segment) => (typeof segment === "string" || typeof segment === "number" ? segment : 0)),
    );
  } catch {
    return [];
  }
}

/** The steps that checking a template takes; 0 when it does not parse. */
export function stepsToCheck(source: string): number {
  try {
    return parse(source).steps;
  } catch {
    return 0;
  }
}

/** When, where and in which language a template is rendered. */
export interface RenderedAt {
  now: Instant;
  /** The IANA zone of dates. */
  timezone: string;
  /** The language of dates and amounts; English if it is missing. */
  language?: string | undefined;
}

export type Rendered = { text: string } | { error: string };

/** @returns the parse error, or the limit that the template exceeds whatever its values; null if there is none */
export function checkTemplate(source: string): string | null {
  try {
    return parse(source).refused;
  } catch (error) {
    return messageOf(error);
  }
}

/**
 * Renders a text.
 * @param source Liquid as in Shopify themes; unknown variables render empty
 * @param variables plain data
 * @returns the text, or why there is none: a parse error, a filter's error, or the limit that it exceeds
 */
export const renderTemplate = (source: string, variables: Record<string, unknown>, at: RenderedAt): Rendered =>
  renderWithNotes(source, variables, at).rendered;

/** Renders a text as `renderTemplate` does, and tells what in it makes no sense. */
export function renderWithNotes(
  source: string,
  variables: Record<string, unknown>,
  at: RenderedAt,
): { rendered: Rendered; notes: RenderNote[]; steps: number } {
  const meter = new RenderMeter();
  const rendered = written(source, variables, at, meter);
  return { rendered, notes: meter.notes, steps: meter.steps };
}

/** How JavaScript writes a record as text. */
const RECORD_AS_TEXT = "[object Object]";

function written(source: string, variables: Record<string, unknown>, at: RenderedAt, meter: RenderMeter): Rendered {
  try {
    const now = at.now.toString();
    const globals = { now, today: now, timezone: at.timezone, wordsLanguage: at.language };
    const text = write(parse(source).nodes, { ...variables, now, today: now }, globals, meter);
    if (text.includes(RECORD_AS_TEXT) && !source.includes(RECORD_AS_TEXT))
      return { error: "writes a list of records as text; name one of their fields, such as | map: 'title'" };
    return {
      text: text
        .replace(UNPRINTABLE, "")
        .replace(/[ \t]+/g, " ")
        .replace(/ *\n */g, "\n")
        .trim(),
    };
  } catch (error) {
    return { error: messageOf(error) };
  }
}

/** LiquidJS wraps an error in its own, which name the line. */
const refusalIn = (error: unknown): TemplateRefused | null =>
  error instanceof TemplateRefused
    ? error
    : error instanceof Error && "originalError" in error
      ? refusalIn(error.originalError)
      : null;

const messageOf = (error: unknown): string =>
  refusalIn(error)?.message ?? (error instanceof Error ? error.message : String(error));
