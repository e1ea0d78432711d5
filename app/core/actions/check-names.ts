import { isRecord, valueAt } from "../plain-data.ts";
import { fieldTypes, type FormField } from "../automations/fields.ts";
import type { Problem } from "../problem.ts";
import { unknownVariables } from "../sending/templates/variables.ts";
import type { StepCheckContext } from "./define.ts";
import { unknownField } from "./unknown-field.ts";

type FieldCheck = (value: unknown, context: StepCheckContext, field: FormField) => Problem[];

const checkTemplateFields: FieldCheck = (source, { offered, path }) =>
  typeof source === "string" ? unknownVariables(source, offered, path) : [];

const checkEachTemplate: FieldCheck = (sources, context, field) =>
  isRecord(sources)
    ? Object.entries(sources).flatMap(([name, source]) =>
        checkTemplateFields(source, { ...context, path: `${context.path}.${name}` }, field),
      )
    : [];

/** The form fields in which a merchant refers to fields. */
const fieldChecks: Partial<Record<FormField["kind"], FieldCheck>> = {
  template: checkTemplateFields,
  translations: checkEachTemplate,
  record: checkEachTemplate,
  field: (name, { offered, path }, { types }) =>
    typeof name === "string" ? unknownField(name, types ?? fieldTypes, offered, path) : [],
};

/**
 * The unavailable fields that a step's config refers to. Reads the raw config, so that one error does not hide others.
 */
export const checkNames = (
  fields: readonly FormField[],
  config: unknown,
  { offered, path }: StepCheckContext,
): Problem[] =>
  isRecord(config)
    ? fields.flatMap(
        (field) =>
          fieldChecks[field.kind]?.(
            valueAt(config, field.name),
            { offered, path: `${path}.config.${field.name}` },
            field,
          ) ?? [],
      )
    : [];
