import { Context, filters, Liquid, type Template } from "liquidjs";
import { Temporal, type Instant } from "#core/time/time.ts";

/** The maximum length of a template and of its rendered text. */
const MAX_CHARACTERS = 10_000;
/**
 * The maximum number of rendered nodes, loops included. A count instead of a time limit, so that a busy machine rejects
 * no text.
 */
const MAX_NODES = 20_000;

/** Invisible characters used in spoofing: control codes and marks that change the writing direction. */
// oxlint-disable-next-line no-control-regex -- these are the characters to take out
const UNPRINTABLE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

const engine = new Liquid({
  ownPropertyOnly: true,
  strictFilters: true,
  cache: false,
  // Disables includes. Object.create(null) also hides the names inherited by every object.
  templates: Object.create(null) as Record<string, string>,
  locale: "en-US",
  outputEscape: outputOf,
  parseLimit: MAX_CHARACTERS,
  memoryLimit: 1_000_000,
});

/** Joins lists with commas; renders objects, such as line items, as empty. */
function outputOf(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map(outputOf)
      .filter((part) => part !== "")
      .join(", ");
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

// Rendering must be reproducible in a backtest, so filters that use randomness or the system clock are removed.
for (const impure of ["sample", "date_to_string", "date_to_long_string", "date_to_rfc822", "date_to_xmlschema"])
  delete engine.filters[impure];

type DateFilter = (this: { context: Context }, value: unknown, format?: string, zone?: string) => unknown;
const formatDate = filters.date as DateFilter;
engine.registerFilter(
  "date",
  function (this: { context: Context }, value: unknown, format?: string, zone?: string): unknown {
    const { now, timezone } = this.context.globals as { now?: string; timezone?: string };
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

const parseCache = new Map<string, Template[]>();
const MAX_CACHED = 1_000;

function parse(source: string): Template[] {
  const cached = parseCache.get(source);
  if (cached) return cached;
  const template = engine.parse(source);
  if (parseCache.size >= MAX_CACHED) parseCache.clear();
  parseCache.set(source, template);
  return template;
}

/**
 * The external variables of a template, each as path segments; a computed segment is 0. Empty when the template does
 * not parse.
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

/** @returns the parse error, or null */
export function checkTemplate(source: string): string | null {
  try {
    parse(source);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

/**
 * Renders a text.
 * @param source Liquid as in Shopify themes; unknown variables render empty
 * @param variables plain data
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
    const text = String(engine.renderSync(parse(source), boundedContext({ ...variables, now, today: now }, globals)));
    if (text.length > MAX_CHARACTERS) return { error: `comes out longer than ${MAX_CHARACTERS} characters` };
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

/** A render context that throws after `maxNodes` nodes. */
function boundedContext(variables: object, globals: object): Context {
  const context = new Context(variables, engine.options, { globals, sync: true }, { liquid: engine });
  let nodes = 0;
  // LiquidJS calls this before each node.
  context.renderLimit.check = () => {
    nodes += 1;
    if (nodes > MAX_NODES) throw new Error(`is written of more than ${MAX_NODES} pieces`);
  };
  return context;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
