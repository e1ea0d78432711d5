import { capRules } from "../caps.ts";
import { retentionRules } from "#core/consent/retention.ts";
import { PRICES_VERSION } from "#core/credits/prices.ts";
import { rules } from "./rules.ts";
import { SHOP_SETTING, windowRules } from "./windows.ts";

interface Sourced {
  rule: string;
  source: string;
  /** In a sentence, where it is no table. */
  says?: string;
}

/** Which countries texts go to is a list of ours. */
const countries: Sourced = {
  rule: `prices@${PRICES_VERSION}`,
  source: "Shopbell's list of the countries it sends to, and their prices",
};

const all: readonly Sourced[] = [...Object.values(rules), ...windowRules, ...capRules, ...retentionRules, countries];
const sources = new Map(all.map(({ rule, source }) => [rule, source]));
const sentences = new Map(all.flatMap(({ rule, says }) => (says ? [[rule, says]] : [])));

/** What a rule says, in a sentence; null for one that is a table, or nobody's. */
export const sentenceOf = (rule: string): string | null => sentences.get(rule) ?? null;

/**
 * Where the rules stand that a check cites, for whoever wants to read them up.
 * @param cited as in a check: rules joined by " + "
 */
export const sourcesOf = (cited: string): { rule: string; source: string | null }[] =>
  cited.split(" + ").map((rule) => ({
    rule,
    source: rule.startsWith(SHOP_SETTING) ? "your own setting, under Settings" : (sources.get(rule) ?? null),
  }));
