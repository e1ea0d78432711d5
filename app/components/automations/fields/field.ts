import type { FormField, OfferedField } from "#core/automations/fields.ts";
import type { MessageKind } from "#core/sending/guards/define.ts";
import type { Problem } from "#core/problem.ts";
import type { LinkPlaces, ShownSample } from "#components/sending/sample.ts";

/** Something of the shop's that a setting may name. */
export interface Choice {
  id: string;
  name: string;
}

/** What a form's fields may name. */
export interface FieldSurroundings {
  /** What conditions and texts may name at this place. */
  offered: readonly OfferedField[];
  /** Whom a preview may be for. */
  samples: readonly ShownSample[];
  /** What the automation's texts are. */
  kind: MessageKind;
  /** Null where the shop wants its links as they are. */
  links: LinkPlaces | null;
  segments: readonly Choice[];
  automations: readonly Choice[];
  /** The shop's, ISO 4217. */
  currency: string;
  /** Tags in use. */
  tags: readonly string[];
  /** Of something only just made: a field is not found fault with before the person has turned from it. */
  patient?: boolean;
}

/** What every kind of field is given. */
export interface FieldProps {
  field: FormField;
  /** As it is written, sound or not; undefined where it is not set. */
  value: unknown;
  /** Where it stands in its document. */
  path: string;
  /** What is wrong with it, paths counted from the value. */
  problems: readonly Problem[];
  around: FieldSurroundings;
  onChange: (value: unknown) => void;
}

/** What was typed, as its setting: nothing typed is no setting where there may be none. */
export const written = (field: FormField, typed: string): string | undefined =>
  typed === "" && field.optional ? undefined : typed;

/** What is wrong with a value, in a line. */
export const problemOf = (problems: readonly Problem[]): string | undefined =>
  problems.map(({ message }) => message).join("; ") || undefined;

/** What Polaris wants to know of any field. */
export const labelled = ({ field, problems }: Pick<FieldProps, "field" | "problems">) => ({
  label: field.label,
  helpText: field.help,
  error: problemOf(problems),
});
