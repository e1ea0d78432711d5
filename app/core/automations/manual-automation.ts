import { merchantDefinition, type Definition } from "./definition.ts";

/** What a text by hand is for: to answer a customer, or to try a text out on the merchant's own number. */
export type ManualPurpose = "reply" | "test";

/** An automation of Shopbell's own, that texts by hand go through. */
interface ByHand {
  /** In place of a library's key: one of each a shop. */
  key: string;
  definition: Definition;
}

// What was written is what is sent: it comes as a value, so that nothing in it is read as Liquid.
const make = (kind: "conversation" | "test", name: string, description: string, body: string): Definition =>
  merchantDefinition.parse({
    name,
    description,
    kind,
    trigger: { type: "manual", config: {} },
    reentry: "per_subject",
    steps: [{ id: "text", type: "send_sms", config: { body } }],
  });

export const manualAutomation: Record<ManualPurpose, ByHand> = {
  reply: {
    key: "shopbell:reply",
    definition: make(
      "conversation",
      "Replies by hand",
      "Texts that your team writes in the inbox.",
      "{{ manual.words }}",
    ),
  },
  test: {
    key: "shopbell:test",
    definition: make(
      "test",
      "Test texts",
      "Texts that your team tries out on its own number.",
      "Test: {{ manual.words }}",
    ),
  },
};
