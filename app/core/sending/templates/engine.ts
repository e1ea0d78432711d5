import { filters, type Context, type Template } from "liquidjs";
import { Temporal, type Instant } from "#core/time/time.ts";
import { assertParsable, boundedLiquid, countedContext, meterOf, outputOf } from "./bounded-liquid.ts";
import { RenderMeter, TemplateRefused } from "./limits.ts";

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
    if (typeof value !== "string") meterOf(this.context).pass(value);
    return outputOf(value);
  },
});

for (const impure of IMPURE) delete engine.filters[impure];

type DateFilter = (this: { context: Context }, value: unknown, format?: string, zone?: string) => unknown;
const formatDate = filters.date as DateFilter;
/** What formatting a date in a zone costs beside other steps. */
const STEPS_OF_A_DATE = 200;

engine.registerFilter(
  "date",
  function (this: { context: Context }, value: unknown, format?: string, zone?: string): unknown {
    const { now, timezone } = this.context.globals as { now?: string; timezone?: string };
    meterOf(this.context).step(STEPS_OF_A_DATE);
    const displayZone = zone ?? timezone ?? "UTC";
    const moment = value === "now" || value === "today" ? now : readInZone(value, displayZone);
    return formatDate.call(this, moment, format, displayZone);
  },
);

/** Reads a date without an offset in the zone it is shown in, not in the server's zone. */
function readInZone(value: unknown, zone: string): unknown {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/.test(value)) return value;
  try {
    return Temporal.PlainDateTime.from(value).toZonedDateTime(zone).toInstant().toString();
  } catch {
    return value;
  }
}

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
 * @param at the run's time, and the IANA zone for dates
 */
export function renderTemplate(
  source: string,
  variables: Record<string, unknown>,
  at: { now: Instant; timezone: string },
): Rendered {
  try {
    const now = at.now.toString();
    const globals = { now, today: now, timezone: at.timezone };
    const text = write(parse(source).nodes, { ...variables, now, today: now }, globals);
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
