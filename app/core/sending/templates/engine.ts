import { Context, filters, Liquid, type Template } from "liquidjs";
import { Temporal, type Instant } from "#core/time/time.ts";

/** Characters that a text's source, and what comes of it, may have. */
const MOST_CHARACTERS = 10_000;
/**
 * Pieces that a text may be written of, loops and all. Counted, not timed: a machine that is busy for a moment leaves
 * no text out.
 */
const MOST_PIECES = 20_000;

/**
 * Characters that no phone shows and that tricks are made of: control codes and marks that turn the writing
 * direction.
 */
// oxlint-disable-next-line no-control-regex -- these are the characters to take out
const UNPRINTABLE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

const engine = new Liquid({
  ownPropertyOnly: true,
  strictFilters: true,
  cache: false,
  // Nothing to include, not even by the name of what every object has.
  templates: Object.create(null) as Record<string, string>,
  locale: "en-US",
  outputEscape: shown,
  parseLimit: MOST_CHARACTERS,
  memoryLimit: 1_000_000,
});

/** A list is read as a reader would say it; what has parts, such as an order's lines, says nothing as a whole. */
function shown(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map(shown)
      .filter((part) => part !== "")
      .join(", ");
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

// A text written again, for a backtest or a look at why, must come out the same: no dice, and no clock but the run's.
for (const impure of ["sample", "date_to_string", "date_to_long_string", "date_to_rfc822", "date_to_xmlschema"])
  delete engine.filters[impure];

type DateFilter = (this: { context: Context }, value: unknown, format?: string, zone?: string) => unknown;
const formatDate = filters.date as DateFilter;
engine.registerFilter(
  "date",
  function (this: { context: Context }, value: unknown, format?: string, zone?: string): unknown {
    const { now, timezone } = this.context.globals as { now?: string; timezone?: string };
    const shownIn = zone ?? timezone ?? "UTC";
    const moment = value === "now" || value === "today" ? now : inZone(value, shownIn);
    return formatDate.call(this, moment, format, shownIn);
  },
);

/** A date without an offset is meant where it is shown, not where this program runs. */
function inZone(value: unknown, zone: string): unknown {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/.test(value)) return value;
  try {
    return Temporal.PlainDateTime.from(value).toZonedDateTime(zone).toInstant().toString();
  } catch {
    return value;
  }
}

const parsed = new Map<string, Template[]>();
const PARSED_AT_MOST = 1_000;

function parse(source: string): Template[] {
  const known = parsed.get(source);
  if (known) return known;
  const template = engine.parse(source);
  if (parsed.size >= PARSED_AT_MOST) parsed.clear();
  parsed.set(source, template);
  return template;
}

/**
 * The variables that a text names from outside itself, each as its segments, a place that is only known when it is
 * written as 0; none where the source cannot be read.
 */
export function variablesIn(source: string): (string | number)[][] {
  try {
    return (engine.globalVariableSegmentsSync(parse(source)) as unknown[][]).map((segments) =>
      segments.map((segment) => (typeof segment === "string" || typeof segment === "number" ? segment : 0)),
    );
  } catch {
    return [];
  }
}

export type Rendered = { text: string } | { error: string };

/** @returns what is wrong with the source, or null */
export function checkTemplate(source: string): string | null {
  try {
    parse(source);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

/**
 * Writes a text.
 * @param source Liquid as Shopify's themes use it; unknown variables come out empty
 * @param variables what it may name, plain data
 * @param at the run's time, and the IANA zone that dates are shown in
 */
export function renderTemplate(
  source: string,
  variables: Record<string, unknown>,
  at: { now: Instant; timezone: string },
): Rendered {
  try {
    const now = at.now.toString();
    const globals = { now, today: now, timezone: at.timezone };
    const text = String(engine.renderSync(parse(source), boundedContext({ ...variables, now, today: now }, globals)));
    if (text.length > MOST_CHARACTERS) return { error: `comes out longer than ${MOST_CHARACTERS} characters` };
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

/** What a text is written with; it is cut off where it would take for ever. */
function boundedContext(variables: object, globals: object): Context {
  const context = new Context(variables, engine.options, { globals, sync: true }, { liquid: engine });
  let pieces = 0;
  // Asked before each piece, with the time.
  context.renderLimit.check = () => {
    pieces += 1;
    if (pieces > MOST_PIECES) throw new Error(`is written of more than ${MOST_PIECES} pieces`);
  };
  return context;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
