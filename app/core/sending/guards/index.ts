import { cartRule } from "./cart-rule.ts";
import { consented } from "./consent.ts";
import { isRenderable } from "./content.ts";
import { creditsInTime } from "./credits.ts";
import type { Guard, TextGuard } from "./define.ts";
import { frequencyCap } from "./frequency-cap.ts";
import { quietHours } from "./quiet-hours.ts";
import { countryServed, notErased, validNumber } from "./recipient.ts";
import { automationActive, notExited, sequenceActive, shopInstalled } from "./sequence-status.ts";

/** Before every step, in this order. */
export const stepGuards: readonly Guard[] = [shopInstalled, automationActive, sequenceActive, notExited];

/** Before every text, after those; credits come last, in the transaction that reserves them. */
export const textGuards: readonly TextGuard[] = [
  notErased,
  validNumber,
  countryServed,
  consented,
  cartRule,
  quietHours,
  frequencyCap,
  isRenderable,
];

/** Before those of a text, where it had to wait for credits. */
export const unpaidGuards: readonly TextGuard[] = [creditsInTime];
