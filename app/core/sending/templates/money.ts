import type { FilterImplOptions } from "liquidjs";
import { valueAt } from "#core/plain-data.ts";
import { nonGsmCharacters } from "../segments.ts";
import { readNumber } from "./amount.ts";
import type { meterOf } from "./bounded-liquid.ts";

type Context = Parameters<typeof meterOf>[0];

/** Where the currency of an amount without its own is looked up. */
const CURRENCIES = ["order.currency", "checkout.currency", "refund.currency", "payment.currency", "customer.currency"];

function currencyFor({ environments }: Context): string | null {
  for (const path of CURRENCIES) {
    const found = valueAt(environments, path);
    if (typeof found === "string" && isCurrency(found)) return found;
  }
  return null;
}

const isCurrency = (code: string): boolean => /^[A-Z]{3}$/.test(code);

/** Formats for a language; ICU sets spaces that do not break, which make a text dearer, and marks of direction. */
const format = (amount: number, language: string, options: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(language, { ...options, numberingSystem: "latn" })
    .format(amount)
    .replace(/[\u00A0\u202F]/g, " ")
    .replace(/[\u061C\u200E\u200F]/g, "");

/** American English, where the words name no language. */
const languageIn = ({ globals }: Context): string => {
  const { wordsLanguage } = globals as { wordsLanguage?: string };
  return wordsLanguage === undefined || wordsLanguage === "en" ? "en-US" : wordsLanguage;
};

/** "$86.00"; "INR 500.00" where the sign of the currency would make the text dearer. */
function withSymbol(
  amount: number,
  currency: string,
  language: string,
  digits: Intl.NumberFormatOptions,
): { text: string; coded: boolean } {
  const text = format(amount, language, { style: "currency", currency, ...digits });
  const coded = nonGsmCharacters(text).length > 0 || text.includes(currency);
  return {
    text: coded ? format(amount, language, { style: "currency", currency, currencyDisplay: "code", ...digits }) : text,
    coded,
  };
}

type Style = "symbol" | "code" | "none" | "short";

const money = (style: Style): FilterImplOptions =>
  function (this: { context: Context }, value: unknown): unknown {
    if (value === undefined || value === null || value === "") return "";
    const { decimal, currency: own } = readNumber(value);
    const amount = Number(decimal);
    const language = languageIn(this.context);
    const currency = own !== null && isCurrency(own) ? own : currencyFor(this.context);
    const digits = style === "short" && Number.isInteger(amount) ? { maximumFractionDigits: 0 } : {};
    if (currency === null || style === "none") {
      const places = currency === null ? 2 : fractionDigitsOf(currency);
      return format(amount, language, { minimumFractionDigits: places, maximumFractionDigits: places, ...digits });
    }
    const { text, coded } = withSymbol(amount, currency, language, digits);
    return style === "code" && !coded ? `${text} ${currency}` : text;
  } as FilterImplOptions;

const fractionDigitsOf = (currency: string): number =>
  new Intl.NumberFormat("en-US", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** Shopify's money filters. An amount has the currency of its field. */
export const moneyFilters: Readonly<Record<string, FilterImplOptions>> = {
  money: money("symbol"),
  money_with_currency: money("code"),
  money_without_currency: money("none"),
  money_without_trailing_zeros: money("short"),
};
