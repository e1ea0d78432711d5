import { Big } from "big.js";
import type { FilterImplOptions } from "liquidjs";
import { Amount, asResult, plainNumber, readNumber, type Decimal, type LiquidNumber } from "./amount.ts";
import { meterOf } from "./bounded-liquid.ts";

/** Liquid's arithmetic on decimals, as Shopify defines it. */

interface Calling {
  context: Parameters<typeof meterOf>[0];
  token?: { args?: readonly unknown[] };
}

/** Steps of one calculation beside those of its values. */
const STEPS_OF_A_CALCULATION = 5;

/** Whether an argument is written with a point: the value of "2.0" does not tell. */
function isWrittenDecimal({ token }: Calling): boolean {
  const [argument] = token?.args ?? [];
  return /^-?\d+\.\d+$/.test((argument as { getText?: () => string } | undefined)?.getText?.() ?? "");
}

function operand(caller: Calling, value: unknown): LiquidNumber {
  const number = readNumber(value);
  return isWrittenDecimal(caller) ? { ...number, isWhole: false } : number;
}

type Calculation = (a: Decimal, b: Decimal, areWhole: boolean) => Decimal;

const withTwo = (calculate: Calculation): FilterImplOptions =>
  function (this: Calling, value: unknown, argument: unknown): unknown {
    meterOf(this.context).step(STEPS_OF_A_CALCULATION);
    const [a, b] = [readNumber(value), operand(this, argument)];
    return asResult(calculate(a.decimal, b.decimal, a.isWhole && b.isWhole), a, b);
  } as FilterImplOptions;

/** Division by zero has no result: it comes out empty, and is a problem when a template is checked. */
const withDivisor = (calculate: Calculation): FilterImplOptions =>
  function (this: Calling, value: unknown, argument: unknown): unknown {
    const meter = meterOf(this.context);
    meter.step(STEPS_OF_A_CALCULATION);
    const [a, b] = [readNumber(value), operand(this, argument)];
    if (b.decimal.eq(0)) {
      meter.note({ kind: "zero" });
      return null;
    }
    return asResult(calculate(a.decimal, b.decimal, a.isWhole && b.isWhole), a, b);
  } as FilterImplOptions;

/** The greatest whole number that is not above. */
function floored(decimal: Decimal): Decimal {
  const cut = decimal.round(0, Big.roundDown);
  return cut.gt(decimal) ? cut.minus(1) : cut;
}

const divided: Calculation = (a, b, areWhole) => (areWhole ? floored(a.div(b)) : a.div(b));
const remainder: Calculation = (a, b) => a.minus(floored(a.div(b)).times(b));

const withOne = (calculate: (a: Decimal) => Decimal): FilterImplOptions =>
  function (value: unknown): unknown {
    const a = readNumber(value);
    return asResult(calculate(a.decimal), a);
  };

/** A whole number, unless the amount of money keeps its currency. */
const toWhole = (calculate: (a: Decimal) => Decimal): FilterImplOptions =>
  function (value: unknown): unknown {
    const { decimal, currency } = readNumber(value);
    const whole = calculate(decimal);
    return currency === null ? plainNumber(whole) : new Amount(whole, currency);
  };

const MAX_PLACES = 10;

function round(value: unknown, places: unknown): unknown {
  const a = readNumber(value);
  const digits = Math.min(Math.max(Number(readNumber(places).decimal.round(0)), 0), MAX_PLACES);
  const rounded = a.decimal.round(digits, Big.roundHalfUp);
  return a.currency === null ? plainNumber(rounded) : new Amount(rounded, a.currency);
}

function sum(this: Calling, list: unknown, property: unknown): unknown {
  const numbers = (Array.isArray(list) ? (list as unknown[]) : [list]).map((entry) =>
    readNumber(
      typeof property === "string" && typeof entry === "object" && entry !== null
        ? (entry as Record<string, unknown>)[property]
        : entry,
    ),
  );
  return asResult(
    numbers.reduce((total, { decimal }) => total.plus(decimal), new Big(0)),
    ...numbers,
  );
}

export const arithmeticFilters: Readonly<Record<string, FilterImplOptions>> = {
  plus: withTwo((a, b) => a.plus(b)),
  minus: withTwo((a, b) => a.minus(b)),
  times: withTwo((a, b) => a.times(b)),
  divided_by: withDivisor(divided),
  modulo: withDivisor(remainder),
  at_least: withTwo((a, b) => (a.gt(b) ? a : b)),
  at_most: withTwo((a, b) => (a.lt(b) ? a : b)),
  abs: withOne((a) => a.abs()),
  ceil: toWhole((a) => floored(a.times(-1)).times(-1)),
  floor: toWhole(floored),
  round: round as FilterImplOptions,
  sum: sum as FilterImplOptions,
};
