import { z } from "zod";
import { definition } from "./definition.ts";
import { FILE_VERSION } from "./file-version.ts";

/** What is read of a JSON Schema here. */
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

/** A definition as its file holds it. */
const file = definition.extend({
  $schema: z.string().optional(),
  version: z.literal(FILE_VERSION).default(FILE_VERSION),
});

let made: JsonSchema | undefined;

/**
 * The JSON Schema of an automation's file, for editors and programs that write one. It tells the shape; which fields
 * there are, and what else no schema says, reading the file tells.
 */
export function automationSchema(): JsonSchema {
  made ??= {
    title: "A Shopbell automation",
    ...z.toJSONSchema(file, {
      io: "input",
      override: ({ jsonSchema }) => {
        // Reading refuses a setting that nobody knows, so an editor may underline it.
        if (jsonSchema.type === "object" && jsonSchema.properties) jsonSchema.additionalProperties ??= false;
        // Registries are read in whatever order the modules were loaded; the schema is to be the same text for all.
        jsonSchema.oneOf?.sort(byType);
        jsonSchema.enum?.sort();
      },
    }),
  } as JsonSchema;
  return made;
}

const typeOf = (choice: unknown): string => String((choice as JsonSchema).properties?.type?.const);
const byType = (a: unknown, b: unknown): number => (typeOf(a) < typeOf(b) ? -1 : 1);

/** The schema as it is published, in docs/automation.schema.json. */
export const automationSchemaText = (): string => `${JSON.stringify(automationSchema(), null, 2)}\n`;
