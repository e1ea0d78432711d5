import { z } from "zod";
import { pricePerSegment } from "../credits/prices.ts";
import { readPhone } from "../customers/phone-number.ts";
import { isPremiumRate } from "../sending/premium-rate.ts";
import { knownZone } from "../time/zone.ts";
import type { Wording } from "./disclosure.ts";

const text = (max: number) =>
  z
    .string()
    .nullish()
    .catch(null)
    .transform((value) => value?.trim().slice(0, max) ?? "");

/** The fields of the storefront's opt-in form, as they are posted. */
const posted = z.object({
  phone: text(60),
  /** ISO 3166 alpha-2: the country that a number without a prefix is of. */
  country: text(2),
  /** The ticked box beside the consent text. */
  agreed: text(10),
  /** The version of the consent text that the visitor read. */
  version: text(50),
  page: text(2_000),
  timezone: text(60),
});

/** Why a field of the form is refused. */
export type FormObjection = "phone_missing" | "phone_invalid" | "country_not_served" | "not_agreed";

export interface FormProblem {
  field: "phone" | "agreed";
  objection: FormObjection;
}

export interface OptInForm {
  /** E.164. */
  phone: string;
  version: string;
  /** The page's address without its query; null where none was told. */
  page: string | null;
  /** IANA zone of the visitor's device; null where none was told, as without JavaScript. */
  timezone: string | null;
}

/**
 * Reads a posted opt-in form.
 * @param home the shop's country, which a number is of when the form names none
 */
export function readOptInForm(
  fields: unknown,
  home: string | null,
): { form: OptInForm } | { problems: [FormProblem, ...FormProblem[]] } {
  const { phone: typed, country, agreed, version, page, timezone } = posted.parse(fields);
  const phone = readPhone(typed, [country || null, home]);
  const [first, ...others] = [
    ...objectionsTo(typed, phone).map((objection) => ({ field: "phone" as const, objection })),
    ...(agreed === "" ? [{ field: "agreed" as const, objection: "not_agreed" as const }] : []),
  ];
  if (first) return { problems: [first, ...others] };
  return { form: { phone: phone?.e164 ?? "", version, page: pageIn(page), timezone: knownZone(timezone || null) } };
}

/** A number that no text can go to is refused at once: nothing would ever ask it for its YES. */
function objectionsTo(typed: string, phone: ReturnType<typeof readPhone>): FormObjection[] {
  if (typed === "") return ["phone_missing"];
  if (!phone) return ["phone_invalid"];
  return pricePerSegment(phone.country) === null || isPremiumRate(phone.e164) ? ["country_not_served"] : [];
}

function pageIn(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, origin, pathname } = new URL(address);
  return /^https?:$/.test(protocol) ? `${origin}${pathname}` : null;
}

/** What the form on the storefront shows; null for a form that takes no opt-ins. */
export interface FormWording {
  words: string;
  version: string;
}

/**
 * The wording that the form shows: the consent text that the merchant confirmed, as long as an automation is on that
 * asks a new number for its YES. Without one no number would ever be subscribed.
 */
export const formWordingOf = (wording: Wording | null, asks: boolean): FormWording | null =>
  wording && asks ? { words: wording.words, version: wording.wordsVersion } : null;
