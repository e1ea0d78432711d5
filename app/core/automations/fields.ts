/** What a value is to conditions, templates and forms. */
export const fieldTypes = ["text", "url", "number", "money", "date", "boolean", "list", "phone", "lines"] as const;
export type FieldType = (typeof fieldTypes)[number];

/**
 * A value that conditions and templates may name, such as `order.total`. As plain data: text and url are text, number
 * is a number, money is decimal text ("86.00"), date is an ISO instant or an ISO day, boolean is a boolean, list is
 * an array of text, phone is E.164 text, lines is an array of records.
 */
export interface OfferedField {
  path: string;
  label: string;
  type: FieldType;
  /** Of money: the path of its currency's ISO 4217 code. */
  currency?: string;
  /** Of lines: what a query may name of one record; paths count from the record. */
  of?: readonly OfferedField[];
  /** The values it takes, where they are few. */
  options?: readonly { value: string; label: string }[];
}

/** A field of a form, as data: how a person sets one value of a config. */
export interface FormField {
  name: string;
  label: string;
  kind:
    | "text"
    | "multiline"
    | "template"
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
    | "condition";
  help?: string;
  /** Of a choice, or of a list that holds nothing else; of a line of text, what is written there most often. */
  options?: readonly { value: string; label: string }[];
  /** Of a list: what to propose besides. */
  suggests?: "tags";
  /** Of a segment: whether one of Shopify's own may be named by its number. */
  orByNumber?: true;
  /** Of a field: the types that may be chosen. */
  types?: readonly FieldType[];
  optional?: boolean;
  /** Of a template: what it is written for. */
  channel?: "sms" | "email";
  /** It belongs to one of several ways to set the config, of which one is chosen. */
  way?: FieldAlternative;
  /** It matters only where another field of the same form has one of these values. */
  only?: { name: string; is: readonly string[] };
}

/** One way of several to set a config: what all its fields have in common. */
export interface FieldAlternative {
  /** The one setting of the config that all fields of this way are, or lie in. */
  key: string;
  label: string;
  /** What the setting begins as when this way is chosen. */
  starts: unknown;
}
