import { builtInDefinition, type Definition } from "./definition.ts";

/**
 * The purpose of a text whose words are not a template: a reply to a customer, a test to the merchant's own number, or
 * a text that a workflow in Shopify Flow sends.
 */
export type ManualPurpose = "reply" | "test" | "flow";

/** A built-in automation for manual texts. */
interface ManualAutomation {
  /** Stored as the automation's library key; unique per shop. */
  key: string;
  definition: Definition;
}

// The body is a single variable, so that Liquid in the typed text is not interpreted.
const manualDefinition = (
  kind: "conversation" | "test" | "marketing",
  name: string,
  description: string,
  body: string,
): Definition =>
  builtInDefinition.parse({
    name,
    description,
    kind,
    trigger: { type: "manual", config: {} },
    reentry: "per_subject",
    steps: [{ id: "text", type: "send_sms", config: { body } }],
  });

export const manualAutomation: Record<ManualPurpose, ManualAutomation> = {
  reply: {
    key: "shopbell:reply",
    definition: manualDefinition(
      "conversation",
      "Replies by hand",
      "Texts that your team writes in the inbox.",
      "{{ manual.words }}",
    ),
  },
  test: {
    key: "shopbell:test",
    definition: manualDefinition(
      "test",
      "Test texts",
      "Texts that your team tries out on its own number.",
      "Test: {{ manual.words }}",
    ),
  },
  flow: {
    key: "shopbell:flow",
    definition: manualDefinition(
      "marketing",
      "Texts from Shopify Flow",
      "Texts that workflows in Shopify Flow send.",
      "{{ manual.words }}",
    ),
  },
};
