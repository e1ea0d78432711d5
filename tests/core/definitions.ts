import { readDefinition, type DefinitionDocument, type MerchantDefinition } from "#core/automations/definition.ts";

/** A valid definition with a test's changes. */
export function definitionOf(document: Partial<DefinitionDocument> = {}): MerchantDefinition {
  const result = readDefinition({
    name: "Under test",
    kind: "marketing",
    trigger: { type: "order_created", config: {} },
    reentry: "every_time",
    steps: [say("hello")],
    ...document,
  });
  if ("problems" in result)
    throw new Error(result.problems.map(({ path, message }) => `${path} ${message}`).join("; "));
  return result.definition;
}

export const say = (id: string, body = "Hello") => ({ id, type: "send_sms", config: { body } });
export const pause = (id: string, amount: number, unit: "minutes" | "hours" | "days") => ({
  id,
  type: "wait",
  config: { for: { amount, unit } },
});
