import { cartRule } from "./cart-rule.ts";
import { consentGuard } from "./consent.ts";
import { isRenderable } from "./content.ts";
import { creditsInTime } from "./credits.ts";
import type { Guard, TextGuard } from "./define.ts";
import { frequencyCap } from "./frequency-cap.ts";
import { quietHours } from "./quiet-hours.ts";
import { countryServed, notErased, validNumber } from "./recipient.ts";
import { automationActive, notExited, sequenceActive, shopInstalled } from "./sequence-status.ts";

/** The guards of every step, in order. */
export const stepGuards: readonly Guard[] = [shopInstalled, automationActive, sequenceActive, notExited];

/** The guards of every text, after the step guards. Credits come last, in the transaction that reserves them. */
export const textGuards: readonly TextGuard[] = [
  notErased,
  validNumber,
  countryServed,
  consentGuard,
  cartRule,
  quietHours,
  frequencyCap,
  isRenderable,
];

/** Run before the text guards for a text that waited for credits. */
export const unpaidGuards: readonly TextGuard[] = [creditsInTime];
