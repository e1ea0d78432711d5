import { browseRule, cartRule, frequencyCap, quietHours } from "./timing.ts";
import { consentsRead } from "./consents-read.ts";
import { consentGuard } from "./consent.ts";
import { creditsInTime, isRenderable, notSentBeforeRestore, senderInTime } from "./content.ts";
import type { Guard, TextGuard } from "./define.ts";
import { notPumped } from "./pumping.ts";
import { shopHoldout } from "./shop-holdout.ts";
import {
  automationActive,
  countryServed,
  notErased,
  notExited,
  numberReachable,
  orderOpen,
  senderApproved,
  sequenceActive,
  shopInstalled,
  validNumber,
} from "./eligibility.ts";

/** The guards of every step, in order. */
export const stepGuards: readonly Guard[] = [shopInstalled, automationActive, sequenceActive, notExited];

/** The guards of every text, after the step guards. Credits come last, in the transaction that reserves them. */
export const textGuards: readonly TextGuard[] = [
  notErased,
  orderOpen,
  validNumber,
  numberReachable,
  countryServed,
  senderApproved,
  notPumped,
  consentsRead,
  consentGuard,
  shopHoldout,
  cartRule,
  browseRule,
  quietHours,
  frequencyCap,
  isRenderable,
  notSentBeforeRestore,
];

/** Run before the text guards for a text that waited for credits. */
export const unpaidGuards: readonly TextGuard[] = [creditsInTime];
/** For texts that waited for their sender. */
export const throttledGuards: readonly TextGuard[] = [senderInTime];
