import { Big } from "big.js";
import { Drop } from "liquidjs";

/** Digits that a division keeps. */
const DIVISION_PLACES = 20;
/** Digits after the point that a result shows. */
const SHOWN_PLACES = 10;
/** A number of more digits is no amount, and calculating with it takes long. */
const MAX_DIGITS = 40;

export const Decimal = Big();
Decimal.DP = DIVISION_PLACES;
Decimal.RM = Big.roundHalfUp;

export type Decimal = Big;

/**
 * A decimal in a template: an amount of money, or the result of arithmetic with one. Filters and comparisons read it as
 * its text or number, as Liquid does.
 */
export class Amount extends Drop {
  readonly decimal: Decimal;
  /** ISO 4217; null when unknown. */
  readonly currency: string | null;
  /** Decimal text of a field, as the store gives it; null for a result. */
  readonly text: string | null;

  constructor(decimal: Decimal, currency: string | null, text: string | null = null) {
    super();
    this.decimal = decimal;
    this.currency = currency;
    this.text = text;
  }

  override valueOf(): string | number {
    return this.text ?? Number(this.toString());
  }

  override toString(): string {
    return this.text ?? plainDecimal(this.decimal);
  }

  toJSON(): string | number {
    return this.valueOf();
  }
}

/** Decimal text without an exponent and without zeros at its end. */
const plainDecimal = (decimal: Decimal): string => {
  const text = decimal.round(SHOWN_PLACES, Big.roundHalfUp).toFixed();
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
};

/** A number as Liquid reads it. Whole numbers divide to whole numbers. */
export interface LiquidNumber {
  decimal: Decimal;
  isWhole: boolean;
  currency: string | null;
}

const ZERO: LiquidNumber = { decimal: new Decimal(0), isWhole: true, currency: null };

/** Reads a value as Shopify does: decimal text is decimal, other text counts as its leading digits, else as 0. */
export function readNumber(value: unknown): LiquidNumber {
  if (value instanceof Amount)
    return {
      decimal: value.decimal,
      isWhole: value.text !== null && !value.text.includes("."),
      currency: value.currency,
    };
  if (value instanceof Drop) return readNumber(value.valueOf());
  if (typeof value === "number")
    return Number.isFinite(value) && Math.abs(value) < 10 ** MAX_DIGITS
      ? { decimal: new Decimal(value), isWhole: Number.isInteger(value), currency: null }
      : ZERO;
  if (typeof value !== "string") return ZERO;
  const [digits, fraction] = /^-?\d+(\.\d+)?$/.exec(value.trim()) ?? /^-?\d+/.exec(value.trim()) ?? [];
  if (digits === undefined || digits.length > MAX_DIGITS) return ZERO;
  return { decimal: new Decimal(digits), isWhole: fraction === undefined, currency: null };
}

/** A number, unless JavaScript would write it with an exponent. */
export const plainNumber = (decimal: Decimal): number | Amount =>
  String(Number(decimal)).includes("e") ? new Amount(decimal, null) : Number(decimal);

/** A result for the template: a plain number when both operands are whole. */
export const asResult = (decimal: Decimal, ...operands: readonly LiquidNumber[]): number | Amount =>
  operands.every(({ isWhole, currency }) => isWhole && currency === null)
    ? plainNumber(decimal)
    : new Amount(decimal, operands.find(({ currency }) => currency !== null)?.currency ?? null);
