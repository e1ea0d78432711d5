import { z } from "zod";
import { definition } from "./definition.ts";
import { automationTags } from "./tags.ts";
import { FILE_VERSION } from "./file-version.ts";

/** The part of JSON Schema used here. */
export interface JsonSchema {
  type?: string;
  const?: unknown;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: unknown;
  items?: JsonSchema;
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
}

/** A definition with the extra keys of its file. */
const file = definition.extend({
  $schema: z.string().optional(),
  version: z.literal(FILE_VERSION).default(FILE_VERSION),
  tags: automationTags.optional(),
});

let cached: JsonSchema | undefined;

/**
 * The JSON Schema of an automation file, for editors and generators. It covers the structure; reading the file checks
 * the rest.
 */
export function automationSchema(): JsonSchema {
  cached ??= {
    title: "A Shopbell automation",
    ...z.toJSONSchema(file, {
      io: "input",
      override: ({ jsonSchema }) => {
        // Reading rejects unknown settings, so the schema does too.
        if (jsonSchema.type === "object" && jsonSchema.properties) jsonSchema.additionalProperties ??= false;
        // Module load order must not change the published schema.
        jsonSchema.oneOf?.sort(byType);
        jsonSchema.enum?.sort();
      },
    }),
  } as JsonSchema;
  return cached;
}

const typeOf = (choice: unknown): string => String((choice as JsonSchema).properties?.type?.const);
const byType = (a: unknown, b: unknown): number => (typeOf(a) < typeOf(b) ? -1 : 1);

/** The text of docs/automation.schema.json. */
export const automationSchemaText = (): string => `${JSON.stringify(automationSchema(), null, 2)}\n`;
