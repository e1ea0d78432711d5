import { readDraft, type DraftStep } from "#core/automations/edit/draft.ts";
import { positionedSteps } from "#core/automations/edit/place.ts";
import type { Snippet } from "#core/sending/snippets.ts";
import { library } from "./index.ts";

interface StarterText extends Snippet {
  trigger: string;
}

/** The texts of the library's flows, each named after its flow. */
const all: readonly StarterText[] = library.flatMap(({ name, definition }) => {
  const bodies = positionedSteps(readDraft(definition)?.steps ?? []).flatMap(({ step }) => bodyOf(step));
  return bodies.map((body, at) => ({
    title: bodies.length === 1 ? name : `${name}, text ${at + 1}`,
    body,
    trigger: definition.trigger.type,
  }));
});

/** Texts to begin a message with: first those of the flows with a trigger. */
export const starterTexts = (trigger: string): Snippet[] =>
  all
    .toSorted((a, b) => Number(b.trigger === trigger) - Number(a.trigger === trigger))
    .map(({ title, body }) => ({ title, body }));

function bodyOf({ type, config }: DraftStep): string[] {
  return type === "send_sms" && typeof config.body === "string" ? [config.body] : [];
}
