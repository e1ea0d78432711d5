import { z } from "zod";
import { Temporal, type Instant } from "../../time/time.ts";
import { storableText } from "../../storable-text.ts";
import { readPhone } from "../phone-number.ts";
import { readCountry } from "./country.ts";
import { readListDate, type DateOrder } from "./dates.ts";
import { contactFields, type ContactColumns, type ContactField } from "./fields.ts";

/** How a list is read. */
export interface ContactReading {
  columns: ContactColumns;
  /** ISO 3166 alpha-2 code of numbers without a country's prefix; null for none. */
  country: string | null;
  dateOrder: DateOrder;
  timezone: string;
  /** Where the consents come from, for rows that do not tell. */
  source: string | null;
  /** What these people agreed to, for rows that do not tell. */
  words: string | null;
  now: Instant;
}

/** Why a row is no contact. */
const invalidReasons = ["no_phone", "invalid_phone", "too_long"] as const;
export type InvalidReason = (typeof invalidReasons)[number];

/** Why a row gives no consent. */
const proofGaps = ["not_subscribed", "no_date", "invalid_date", "future_date", "no_source"] as const;
export type ProofGap = (typeof proofGaps)[number];

/** The cells of the fields, as the list has them. */
export type ContactCells = Partial<Record<ContactField, string>>;

const consentProof = z.object({
  /** ISO instant. */
  at: z.string(),
  source: z.string(),
  words: z.string().nullable(),
  level: z.enum(["single_opt_in", "confirmed_opt_in"]),
});
type ConsentProof = z.infer<typeof consentProof>;

/** A contact of a list. */
const listedContact = z.object({
  /** E.164. */
  phone: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  language: z.string().nullable(),
  tags: z.array(z.string()),
  optsOut: z.boolean(),
  /** Null for a contact who opts out, and for one without proof. */
  proof: consentProof.nullable(),
  gap: z.enum(proofGaps).nullable(),
});
export type ListedContact = z.infer<typeof listedContact>;

/** The cells of a record by field, trimmed and cut; without empty ones. */
export const cellsOf = (record: readonly string[], columns: ContactColumns): ContactCells =>
  Object.fromEntries(
    contactFields.flatMap((field) => {
      const column = columns[field];
      const cell =
        column === undefined ? "" : storableText(unprotected((record[column] ?? "").trim()).slice(0, MAX_CHARS[field]));
      return cell === "" ? [] : [[field, cell]];
    }),
  );

/** Spreadsheets and our own exports protect what looks like a formula, such as a number with a plus, by an apostrophe. */
const unprotected = (cell: string): string => (/^'[+=\-@]/.test(cell) ? cell.slice(1) : cell);

const MAX_CHARS: Record<ContactField, number> = {
  phone: 60,
  firstName: 100,
  lastName: 100,
  email: 254,
  country: 60,
  language: 60,
  tags: 1_000,
  consentAt: 60,
  consentSource: 200,
  consentWords: 2_000,
  consentLevel: 60,
  consentState: 60,
  optedOut: 60,
};

/** Reads a contact of a list; a reason for a row that is none. */
export function readContact(cells: ContactCells, reading: ContactReading): ListedContact | InvalidReason {
  if (!cells.phone) return "no_phone";
  const country = readCountry(cells.country ?? null) ?? reading.country;
  const phone = readPhone(phoneText(cells.phone), [country]);
  if (!phone) return "invalid_phone";
  const optsOut = isOptOut(cells);
  const proof = optsOut ? null : readProof(cells, reading);
  return {
    phone: phone.e164,
    firstName: cells.firstName ?? null,
    lastName: cells.lastName ?? null,
    email: cells.email && z.email().safeParse(cells.email).success ? cells.email : null,
    country: readCountry(cells.country ?? null) ?? phone.country,
    language: cells.language && LANGUAGE.test(cells.language) ? cells.language.replace("_", "-") : null,
    tags: [...new Set((cells.tags ?? "").split(/[,;|]/).flatMap((tag) => tag.trim().slice(0, 255) || []))].slice(0, 50),
    optsOut,
    proof: typeof proof === "string" ? null : proof,
    gap: typeof proof === "string" ? proof : null,
  };
}

/** Spreadsheets write long numbers as "1.2125550123E+10"; a leading 00 stands for a plus. */
function phoneText(cell: string): string {
  const text = /^\d(?:[.,]\d+)?e\+?\d{1,2}$/i.test(cell) ? String(Number(cell.replace(",", "."))) : cell;
  return text.replace(/^\s*00(?=[1-9])/, "+");
}

const LANGUAGE = /^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})?$/i;
const YES = /^(?:1|true|yes|y|x|ja|oui|si|sí)$/i;
const NO = /^(?:0|false|no|n|nein|non|never|none|null|-)$/i;
const SUBSCRIBED = /^(?:subscribed|active|opted[\s_-]?in|opt[\s_-]?in|consented|granted|accepted)$/i;
const OUT = /unsub|opted?[\s_-]?out|^stop|suppress|revoke|withdrawn|block/i;

/** Whether a row describes an opt-out: a column of opt-outs with anything but a no, such as a date, or a state that says so. */
const isOptOut = ({ optedOut, consentState }: ContactCells): boolean =>
  (optedOut !== undefined && !NO.test(optedOut)) || (consentState !== undefined && OUT.test(consentState));

function readProof({ consentState, ...cells }: ContactCells, reading: ContactReading): ConsentProof | ProofGap {
  if (consentState !== undefined && !YES.test(consentState) && !SUBSCRIBED.test(consentState)) return "not_subscribed";
  if (consentState === undefined && reading.columns.consentState !== undefined) return "not_subscribed";
  if (!cells.consentAt) return "no_date";
  const at = readListDate(cells.consentAt, { timezone: reading.timezone, order: reading.dateOrder });
  if (!at || Temporal.Instant.compare(at, OLDEST) < 0) return "invalid_date";
  if (Temporal.Instant.compare(at, reading.now) > 0) return "future_date";
  const source = cells.consentSource ?? reading.source;
  if (!source) return "no_source";
  const level = cells.consentLevel ?? "";
  return {
    at: at.toString(),
    source,
    words: cells.consentWords ?? reading.words,
    level: YES.test(level) || /confirm|double/i.test(level) ? "confirmed_opt_in" : "single_opt_in",
  };
}

/** No shop texted before. */
const OLDEST = Temporal.Instant.from("2000-01-01T00:00:00Z");
