import { readDraft, type Draft, type DraftStep } from "#core/automations/edit/draft.ts";

/** Steps by id, arms in brackets: ["a", ["fork", ["b"], ["c", "d"]]]. */
export type Sketch = readonly (string | readonly [string, ...Sketch[]])[];

/** Builds draft steps from a sketch: texts, and splits for arms. */
export const steps = (sketch: Sketch): DraftStep[] =>
  sketch.map((one) => {
    if (typeof one === "string") return { id: one, type: "send_sms", config: { body: "Hello" } };
    const [id, ...arms] = one;
    return {
      id,
      type: "split",
      config: {},
      arms: arms.map((below, at) => ({ id: `arm${at}`, name: "", weight: 1, steps: steps(below) })),
    };
  });

/** The sketch of draft steps. */
export const sketch = (of: readonly DraftStep[]): Sketch =>
  of.map(({ id, arms }) => (arms ? [id, ...arms.map((arm) => sketch(arm.steps))] : id));

/** @throws when the document is no draft */
export function draftOf(document: unknown): Draft {
  const draft = readDraft(document);
  if (!draft) throw new Error("it cannot be edited");
  return draft;
}
