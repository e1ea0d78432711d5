import { Command } from "commander";
import { outline } from "#core/automations/outline.ts";
import { formatFlow } from "#core/automations/format/format-definition.ts";
import type { Facts } from "#core/intake/define.ts";
import { countSegments } from "#core/sending/segments.ts";
import { renderTemplate } from "#core/sending/templates/engine.ts";
import { Temporal } from "#core/time/time.ts";
import { sampleOf } from "#core/triggers/index.ts";
import { categories, type LibraryEntry } from "#library/define.ts";
import { library, libraryEntry } from "#library/index.ts";
import { columns, type Perform } from "./perform.ts";

/** A discount code like those of the create-discount action. */
const SAMPLE_CODE = { discount: { code: "HELLO-7KQ2MHXW" } };
const SAMPLE_TIME = { now: Temporal.Instant.from("2026-11-03T15:00:00Z"), timezone: "America/New_York" };

const kinds = {
  marketing: "marketing, to people who agreed to texts",
  transactional: "about an order, needs no marketing consent",
  opt_in: "asks for consent",
};

export function libraryCommands({ plainly }: Perform): Command[] {
  const list = new Command("list").description("the ready-made automations").action(
    plainly(() => ({
      data: library.map(({ key, name, category, popular, insteadOf, story, definition }) => ({
        key,
        name,
        category,
        popular,
        insteadOf,
        story,
        trigger: definition.trigger.type,
        kind: definition.kind,
        steps: definition.steps.length,
      })),
      text: columns([
        ["KEY", "NAME", "SHELF", "TRIGGER", "KIND"],
        ...library.map(({ key, name, category, definition }) => [
          key,
          name,
          categories[category],
          definition.trigger.type,
          definition.kind,
        ]),
      ]),
    })),
  );
  const tell = new Command("tell")
    .description("the story of one, its steps, and its texts as a customer would read them")
    .argument("<key>")
    .action(
      plainly((key: string) => {
        const entry = libraryEntry(key);
        if (!entry)
          throw new Error(`there is no "${key}" in the library; it has ${library.map((each) => each.key).join(", ")}`);
        const texts = textsOf(entry);
        return { data: { ...entry, texts }, text: formatEntry(entry, texts) };
      }),
    );
  return [new Command("library").description("the library of automations").addCommand(list).addCommand(tell)];
}

interface SampleText {
  step: string;
  text: string;
  segments: number;
  /** The text with only the shop's data. */
  bare: string;
}

/** Sample values for templates. */
const sampleFor = ({ definition }: LibraryEntry): Facts => ({ ...sampleOf(definition.trigger.type), ...SAMPLE_CODE });

function textsOf(entry: LibraryEntry): SampleText[] {
  const sample = sampleFor(entry);
  const bare = { shop: sample.shop, ...SAMPLE_CODE };
  return [...outline(entry.definition).values()].flatMap(({ step }) => {
    if (step.type !== "send_sms") return [];
    const text = render(step.config.body, sample);
    return [{ step: step.id, text, segments: countSegments(text).segments, bare: render(step.config.body, bare) }];
  });
}

function render(liquid: string, values: Record<string, unknown>): string {
  const rendered = renderTemplate(liquid, values, SAMPLE_TIME);
  return "error" in rendered ? liquid : rendered.text;
}

function formatEntry(entry: LibraryEntry, texts: readonly SampleText[]): string {
  const { name, story, insteadOf, definition } = entry;
  const sample = sampleFor(entry);
  const sameWhenBare = texts.every(({ text, bare }) => text === bare);
  return [
    `${name} (${kinds[definition.kind]})`,
    story,
    ...(insteadOf.length > 0
      ? [`Takes the place of: ${insteadOf.map((key) => libraryEntry(key)?.name ?? key).join(", ")}`]
      : []),
    "",
    ...formatFlow(definition, (line) => render(line, sample)),
    "",
    `Segments by this sample: ${texts.map(({ step, segments }) => `${step} ${segments}`).join(", ")}`,
    ...(sameWhenBare ? [] : ["Where nothing is known but the shop:", ...texts.map(({ bare }) => `  “${bare}”`)]),
  ].join("\n");
}
