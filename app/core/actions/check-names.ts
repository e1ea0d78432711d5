import { isRecord, valueAt } from "../plain-data.ts";
import { fieldTypes, type FormField } from "../automations/fields.ts";
import type { Problem } from "../problem.ts";
import { unknownVariables } from "../sending/templates/variables.ts";
import type { Surroundings } from "./define.ts";
import { unknownField } from "./unknown-field.ts";

type Look = (value: unknown, around: Surroundings, field: FormField) => Problem[];

const inTemplate: Look = (source, { offered, path }) =>
  typeof source === "string" ? unknownVariables(source, offered, path) : [];

/** The kinds of form fields in which a merchant names what a step may read. */
const looks: Partial<Record<FormField["kind"], Look>> = {
  template: inTemplate,
  record: (sources, around, field) =>
    isRecord(sources)
      ? Object.entries(sources).flatMap(([name, source]) =>
          inTemplate(source, { ...around, path: `${around.path}.${name}` }, field),
        )
      : [],
  field: (named, { offered, path }, { types }) =>
    typeof named === "string" ? unknownField(named, types ?? fieldTypes, offered, path) : [],
};

/** What a step's settings name that is not there. They are read as written, so that one fault does not hide another. */
export const checkNames = (
  fields: readonly FormField[],
  config: unknown,
  { offered, path }: Surroundings,
): Problem[] =>
  isRecord(config)
    ? fields.flatMap(
        (field) =>
          looks[field.kind]?.(valueAt(config, field.name), { offered, path: `${path}.config.${field.name}` }, field) ??
          [],
      )
    : [];
