import type { FormField, OfferedField, SuggestedKind } from "#core/automations/fields.ts";
import type { MessageKind } from "#core/sending/message-kind.ts";
import type { SegmentKind } from "#core/statuses.ts";
import type { Problem } from "#core/problem.ts";
import type { LinkPlaces } from "#core/sending/links.ts";
import type { Snippet } from "#core/sending/snippets.ts";
import type { CustomerLanguages } from "#components/sending/languages.ts";
import type { ShownSample } from "#components/sending/sample.ts";

/** A record of the shop that a setting may reference. */
export interface Choice {
  id: string;
  name: string;
}

export interface SegmentChoice extends Choice {
  kind: SegmentKind;
  /** Shopify's number of a segment of Shopify. */
  shopifyId: string | null;
}

/** Data that form fields may reference. */
export interface FieldSurroundings {
  /** Variables and properties at this place. */
  offered: readonly OfferedField[];
  /** Sample customers for previews. */
  samples: readonly ShownSample[];
  /** The automation's message type. */
  kind: MessageKind;
  links: LinkPlaces;
  /** The shop's setting "Use plain characters in values". */
  plainValues: boolean;
  snippets: readonly Snippet[];
  /** Texts of the library to begin a message with. */
  starters: readonly Snippet[];
  languages: CustomerLanguages;
  segments: readonly SegmentChoice[];
  automations: readonly Choice[];
  /** The shop's currency, ISO 4217. */
  currency: string;
  /** The country of the prices, ISO 3166 alpha-2. */
  country: string;
  /** Values in use in the shop. */
  suggestions: Readonly<Record<SuggestedKind, readonly string[]>>;
  /** The shop's setting "Browsing". */
  browsing?: boolean;
  /** A new step hides its problems until the first blur. */
  patient?: boolean;
}

/** Props of every field input. */
export interface FieldProps {
  field: FormField;
  /** Unvalidated; undefined if not set. */
  value: unknown;
  /** The field's path in the definition. */
  path: string;
  /** Paths are relative to the value. */
  problems: readonly Problem[];
  around: FieldSurroundings;
  /** All settings of the form. */
  config?: Readonly<Record<string, unknown>>;
  /** The field with the words in other languages, of a template that may have some. */
  translations?: Pick<FieldProps, "value" | "path" | "problems" | "onChange"> | undefined;
  onChange: (value: unknown) => void;
}

/** An empty optional text is undefined. */
export const written = (field: FormField, typed: string): string | undefined =>
  typed === "" && field.optional ? undefined : typed;

/** The first problem's message. */
export const problemOf = (problems: readonly Problem[]): string | undefined =>
  problems.map(({ message }) => message).join("; ") || undefined;

/** Polaris' common field props. */
export const labelled = ({ field, problems }: Pick<FieldProps, "field" | "problems">) => ({
  label: field.label,
  helpText: field.help,
  error: problemOf(problems),
});
