import { filters, Liquid, type Context, type Template } from "liquidjs";
import type { Instant } from "../time.ts";

/** Milliseconds a text may take to write, and characters it may grow to on the way. */
const RENDER_MS = 100;
const OUTPUT_CHARACTERS = 10_000;

/** Characters that no phone shows and that tricks are made of: control codes and marks that turn the writing direction. */
// oxlint-disable-next-line no-control-regex -- these are the characters to take out
const UNPRINTABLE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

const engine = new Liquid({
  ownPropertyOnly: true,
  strictFilters: true,
  cache: false,
  templates: {},
  parseLimit: OUTPUT_CHARACTERS,
  renderLimit: RENDER_MS,
  memoryLimit: 1_000_000,
  outputEscape: (value) => String(value ?? "").replace(UNPRINTABLE, ""),
});

// A template's "now" is the run's: a text written again for a backtest must come out the same.
type DateFilter = (this: { context: Context }, value: unknown, format?: string, zone?: string) => unknown;
const formatDate = filters.date as DateFilter;
engine.registerFilter("date", function (this: { context: Context }, value: unknown, format?: string, zone?: string): unknown {
  const { now, timezone } = this.context.globals as { now?: string; timezone?: string };
  const moment = value === "now" || value === "today" ? now : value;
  return formatDate.call(this, moment, format, zone ?? timezone);
});

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
export function renderTemplate(source: string, variables: Record<string, unknown>, at: { now: Instant; timezone: string }): Rendered {
  try {
    const now = at.now.toString();
    const globals = { now, today: now, timezone: at.timezone };
    const text = String(engine.renderSync(parse(source), { ...variables, now, today: now }, { globals }));
    return { text: text.replace(/[ \t]+/g, " ").replace(/ *\n */g, "\n").trim() };
  } catch (error) {
    return { error: messageOf(error) };
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
