/** The types of fields in conditions, templates and forms. */
export const fieldTypes = ["text", "url", "number", "money", "date", "boolean", "list", "phone", "lines"] as const;
export type FieldType = (typeof fieldTypes)[number];

/** A value by Shopify's code, with its name. */
export interface KnownValue {
  value: string;
  label: string;
  /** Other names, for messages and search. */
  alsoCalled?: readonly string[];
}

/** The values that Shopify has for a field. Conditions store the codes; pages show the names. */
export interface KnownValues {
  options: readonly KnownValue[];
  /** What one value is, in messages: "country code". */
  noun: string;
  /** Whether a value outside the list is valid, such as a state of another country. Absent: no other is. */
  accepts?(value: string): boolean;
  /** A value stands for those with a subtag, too: "fr" for "fr-CA". */
  subtags?: true;
}

/** The kinds of the shop's own values that forms suggest. */
export const suggestedKinds = ["tags", "orderTags", "products", "vendors"] as const;
export type SuggestedKind = (typeof suggestedKinds)[number];

/**
 * What the text or list of a field holds. It decides how a message makes the value safe: see
 * `sending/templates/safe-words.ts`.
 */
export type TextKind = "name" | "email" | "link" | "title" | "label" | "code" | "note" | "own";

/**
 * A field available to conditions and templates, such as `order.total`. Its value by type: text and url are strings,
 * number is a number, money is decimal text ("86.00"), date is an ISO instant or an ISO day, boolean is a boolean, list
 * is an array of strings, phone is E.164 text, lines is an array of records.
 */
export interface OfferedField extends Partial<KnownValues> {
  path: string;
  label: string;
  type: FieldType;
  /** For text and list: what it holds. Absent: the words of a closed set (`options`). */
  kind?: TextKind;
  /** For the output of a step: the problem of a text that no such step comes before. */
  notMade?: string;
  /** For money: the path of the ISO 4217 currency code. */
  currency?: string;
  /** For lines: the fields of one record, with paths relative to the record. */
  of?: readonly OfferedField[];
  /** The shop's own values that a form suggests. Any other is valid. */
  suggests?: SuggestedKind;
  /** Absent from pickers, for nothing sets it yet. */
  offered?: false;
}

/** The resources of the shop's catalog that a form chooses from. */
export const catalogResources = ["product", "collection"] as const;
export type CatalogResource = (typeof catalogResources)[number];

/** A product or collection: Shopify's numeric id, as text, and its title. */
export interface CatalogItem {
  id: string;
  title: string;
}

/** A product or collection as a search finds it. */
export interface FoundCatalogItem extends CatalogItem {
  /** Its path in the online store, such as "/products/enamel-mug"; null if it is not sold there. */
  storePath: string | null;
}

/** A choice of a form field. */
interface FieldOption {
  value: string;
  label: string;
  /** Shown only where it is chosen already. */
  offered?: false;
}

/** A form field as data: how a merchant sets one value of a config. */
export interface FormField {
  name: string;
  label: string;
  kind:
    | "text"
    | "multiline"
    | "template"
    | "translations"
    | "number"
    | "toggle"
    | "choice"
    | "duration"
    | "time"
    | "weekdays"
    | "zone"
    | "list"
    | "field"
    | "segment"
    | "automation"
    | "cron"
    | "record"
    | "catalog"
    | "condition";
  help?: string;
  /** The choices of a choice or a closed list; suggestions for a text. */
  options?: readonly FieldOption[];
  /** Suggestions for a list. */
  suggests?: SuggestedKind;
  /** Whether the field also accepts the numeric id of a Shopify segment. */
  orByNumber?: true;
  /** What a catalog field chooses: records of the shop's catalog by Shopify's id, with their titles. */
  resource?: CatalogResource;
  /** Whether only segments that steps fill can be chosen. */
  onlyStatic?: true;
  /** The field types to offer. */
  types?: readonly FieldType[];
  optional?: boolean;
  /** Written beside a text: percent, or the shop's currency. */
  unit?: "percent" | "currency";
  /** Shown only where it is set already, for it has nothing to choose from yet. */
  offered?: false;
  /** The channel of a template. */
  channel?: "sms" | "email";
  /** For translations: the template that they say in other languages. It shows them. */
  of?: string;
  /** Set for a field of one of several alternatives. */
  way?: FieldAlternative;
  /** Shows the field only while another field has one of these values. */
  only?: { name: string; is: readonly string[] };
}

/** One of several mutually exclusive ways to set a config. */
export interface FieldAlternative {
  /** The setting that contains all fields of this alternative. */
  key: string;
  label: string;
  /** The initial value of the setting. */
  starts: unknown;
}
