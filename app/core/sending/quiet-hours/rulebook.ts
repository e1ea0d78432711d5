import { capRules } from "../caps.ts";
import { retentionRules } from "#core/consent/retention.ts";
import { PRICES_VERSION } from "#core/credits/prices.ts";
import { rules } from "./rules.ts";
import { SHOP_SETTING, windowRules } from "./windows.ts";

interface CitedRule {
  rule: string;
  source: string;
  /** The rule in one sentence; absent for a table. */
  says?: string;
}

/** The app's own list of served countries. */
const countries: CitedRule = {
  rule: `prices@${PRICES_VERSION}`,
  source: "Shopbell's list of the countries it sends to, and their prices",
};

const citedRules: readonly CitedRule[] = [
  ...Object.values(rules),
  ...windowRules,
  ...capRules,
  ...retentionRules,
  countries,
];
const sources = new Map(citedRules.map(({ rule, source }) => [rule, source]));
const sentences = new Map(citedRules.flatMap(({ rule, says }) => (says ? [[rule, says]] : [])));

/** A rule in one sentence; null for a table and for an unknown rule. */
export const sentenceOf = (rule: string): string | null => sentences.get(rule) ?? null;

/**
 * The sources of the rules that a check cites.
 * @param cited rule names joined by " + ", as in a check
 */
export const sourcesOf = (cited: string): { rule: string; source: string | null }[] =>
  cited.split(" + ").map((rule) => ({
    rule,
    source: rule.startsWith(SHOP_SETTING) ? "your own setting, under Settings" : (sources.get(rule) ?? null),
  }));
