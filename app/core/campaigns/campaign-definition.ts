import { definition, type DefinitionDocument } from "../automations/definition.ts";

/** The part of a plan that its texts come from. */
interface Wordings {
  name: string;
  arms: readonly {
    id: string;
    name: string;
    body: string;
    share: number;
    /** By locale. */
    translations: Readonly<Record<string, string>>;
    /** The address of a picture. */
    picture?: string | undefined;
  }[];
  /** Percent. */
  holdout: number;
}

/** The id of the step that texts a wording. */
export const textStepId = (armId: string): string => `text_${armId}`;

/** The path of the step that texts a wording, in the campaign's definition. */
export const textStepOf = (arms: Wordings["arms"], at: number): string =>
  arms.length === 1 ? "steps.0" : `steps.0.arms.${at}.steps.0`;

/**
 * The automation that a campaign's texts run through. Each recipient enters at the text of its own wording; the split
 * shows the wordings side by side.
 */
export function definitionOfPlan({ name, arms, holdout }: Wordings): DefinitionDocument {
  const texts = arms.map(({ id, body, translations, picture }) => ({
    id: textStepId(id),
    type: "send_sms" as const,
    config: {
      body,
      ...(Object.keys(translations).length > 0 && { translations }),
      ...(picture && { picture }),
      overCap: "skip" as const,
    },
  }));
  const [only] = texts;
  return {
    name,
    description: "",
    kind: "marketing",
    trigger: { type: "manual", config: {} },
    reentry: "per_subject",
    steps:
      arms.length === 1 && only
        ? [only]
        : [
            {
              id: "wording",
              type: "split",
              config: {},
              arms: [
                ...arms.map((arm, at) => ({
                  id: arm.id,
                  name: arm.name,
                  weight: arm.share,
                  steps: texts.slice(at, at + 1),
                })),
                ...(holdout > 0
                  ? [{ id: "held_out", name: "Holdout", weight: holdout, holdout: true, steps: [] }]
                  : []),
              ],
            },
          ],
  };
}

/** A campaign's definition without words, from which the form takes the variables of a text. */
export const blankDefinition = definition.parse(
  definitionOfPlan({
    name: "Campaign",
    holdout: 0,
    arms: [{ id: "a", name: "A", body: "-", share: 1, translations: {} }],
  }),
);
