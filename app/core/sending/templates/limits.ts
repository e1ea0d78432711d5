/**
 * The bounds of one template. They count work instead of time, so that a busy machine refuses no text and every machine
 * refuses the same ones.
 */
export const LIMITS = {
  /** Characters of the source. */
  source: 10_000,
  /** Characters of the rendered text, and of each captured one. */
  output: 10_000,
  /** Steps: rendered nodes, their expressions, values read, and the entries that a filter walks through. */
  steps: 20_000,
  /** Characters that all filters together read and write. */
  characters: 1_000_000,
  /** Entries of one list, and characters of one value that a filter makes. */
  value: 20_000,
  /** Lists inside lists. */
  lists: 20,
  /** Opening brackets, square and round. Their number bounds how deep they nest. */
  brackets: 200,
  /** Tags inside tags. */
  tags: 20,
} as const;

/** A template exceeds a limit, or uses what no text can. Its message completes the sentence "this text ...". */
export class TemplateRefused extends Error {}

/** Something in a rendering that makes no sense to a customer. It does not stop a text; checking a template reports it. */
export type RenderNote =
  /** A division by zero, which comes out empty. */
  | { kind: "zero" }
  /** A record, such as a line item, where a text is expected. */
  | { kind: "object" }
  /** A text that the date filter cannot read. */
  | { kind: "date"; found: string }
  /** An unknown directive of a date's format, such as "%Q". */
  | { kind: "directive"; found: string };

/** Different notes of one rendering that are kept. */
const MAX_NOTES = 20;

/**
 * Counts the work of one rendering, and collects its notes. LiquidJS calls `use` and `check` of its own limiter, which
 * this replaces.
 */
export class RenderMeter {
  #steps = 0;
  #characters = 0;
  readonly #notes = new Map<string, RenderNote>();

  get notes(): RenderNote[] {
    return [...this.#notes.values()];
  }

  note(note: RenderNote): void {
    if (this.#notes.size < MAX_NOTES) this.#notes.set(JSON.stringify(note), note);
  }

  get steps(): number {
    return this.#steps;
  }

  /** @throws TemplateRefused past the limit of steps */
  step(count = 1): void {
    this.#steps += count;
    if (this.#steps > LIMITS.steps)
      throw new TemplateRefused(`takes more than ${LIMITS.steps} steps; shorten its loops and lists`);
  }

  /**
   * Counts what a filter or a range is about to make.
   * @param count entries or characters; LiquidJS may pass a template's own value
   * @throws TemplateRefused past the limit of one value or of all
   */
  use(count: unknown): void {
    const size = Number(count);
    if (!(size > 0)) return;
    if (size > LIMITS.value)
      throw new TemplateRefused(`makes a list or value of more than ${LIMITS.value} entries or characters`);
    this.#characters += size;
    if (this.#characters > LIMITS.characters)
      throw new TemplateRefused(`works through more than ${LIMITS.characters} characters; shorten its loops and lists`);
  }

  /** LiquidJS asks whether the time is up; steps bound the time. */
  check(): void {}

  /** Counts a value that is read, passed on or compared: a list with every entry. */
  pass(value: unknown): void {
    this.step(1 + this.#weigh(value, 0));
  }

  #weigh(value: unknown, depth: number): number {
    if (typeof value === "string") {
      this.use(value.length);
      return 0;
    }
    if (!Array.isArray(value)) return 0;
    if (depth >= LIMITS.lists) throw new TemplateRefused(`puts lists inside lists, more than ${LIMITS.lists} deep`);
    if (value.length > LIMITS.steps) this.step(value.length);
    let weight = value.length;
    for (const entry of value) {
      weight += this.#weigh(entry, depth + 1);
      if (weight > LIMITS.steps) this.step(weight);
    }
    return weight;
  }
}
