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
  /** Settings of the discount code that each recipient gets; null for none. */
  discount: { kind: string } | null;
}

const textStepId = (armId: string): string => `text_${armId}`;
const discountStepId = (armId: string): string => `discount_${armId}`;

/**
 * The id of the step at which a recipient enters. The codes of a campaign are made ahead, in bulk; a code that exists is
 * looked up before each text.
 */
export const entryStepId = ({ discount }: Pick<Wordings, "discount">, armId: string): string =>
  discount?.kind === "existing_code" ? discountStepId(armId) : textStepId(armId);

/** The path of the steps of a wording, in the campaign's definition. */
const stepsOf = (arms: Wordings["arms"], at: number): string =>
  arms.length === 1 ? "steps" : `steps.0.arms.${at}.steps`;

/** The path of the step that texts a wording, in the campaign's definition. */
export const textStepOf = ({ arms, discount }: Pick<Wordings, "arms" | "discount">, at: number): string =>
  `${stepsOf(arms, at)}.${discount ? 1 : 0}`;

/** The path of the settings of a wording's discount, in the campaign's definition. */
export const discountOf = (arms: Wordings["arms"], at: number): string => `${stepsOf(arms, at)}.0.config`;

/**
 * The automation that a campaign's texts run through. Each recipient enters at the text of its own wording; the split
 * shows the wordings side by side.
 */
export function definitionOfPlan({ name, arms, holdout, discount }: Wordings): DefinitionDocument {
  const steps = arms.map(({ id, body, translations, picture }) => [
    ...(discount ? [{ id: discountStepId(id), type: "create_discount" as const, config: { ...discount } }] : []),
    {
      id: textStepId(id),
      type: "send_sms" as const,
      config: {
        body,
        ...(Object.keys(translations).length > 0 && { translations }),
        ...(picture && { picture }),
        overCap: "skip" as const,
      },
    },
  ]);
  const [only] = steps;
  return {
    name,
    description: "",
    kind: "marketing",
    trigger: { type: "manual", config: {} },
    reentry: "per_subject",
    steps:
      arms.length === 1 && only
        ? only
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
                  steps: steps[at] ?? [],
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
    discount: null,
    arms: [{ id: "a", name: "A", body: "-", share: 1, translations: {} }],
  }),
);
