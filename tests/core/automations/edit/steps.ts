import { readDraft, type Draft, type DraftStep } from "#core/automations/edit/draft.ts";

/** Steps by their ids alone, arms in brackets: ["a", ["fork", ["b"], ["c", "d"]]]. */
export type Sketch = readonly (string | readonly [string, ...Sketch[]])[];

/** Makes steps of a sketch: texts, and splits where there are arms. */
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

/** The sketch of some steps. */
export const sketch = (of: readonly DraftStep[]): Sketch =>
  of.map(({ id, arms }) => (arms ? [id, ...arms.map((arm) => sketch(arm.steps))] : id));

/** @throws when it is no draft */
export function draftOf(document: unknown): Draft {
  const draft = readDraft(document);
  if (!draft) throw new Error("it cannot be edited");
  return draft;
}
