import { capRules } from "./caps.ts";
import { retentionRules } from "./retention.ts";
import { rules } from "./rules.ts";
import { SHOP_SETTING, windowRules } from "./windows.ts";

interface Sourced {
  rule: string;
  source: string;
}

const all: readonly Sourced[] = [...Object.values(rules), ...windowRules, ...capRules, ...retentionRules];
const sources = new Map(all.map(({ rule, source }) => [rule, source]));

/**
 * Where the rules stand that a check cites, for whoever wants to read them up.
 * @param cited as in a check: rules joined by " + "
 */
export const sourcesOf = (cited: string): { rule: string; source: string | null }[] =>
  cited.split(" + ").map((rule) => ({ rule, source: rule.startsWith(SHOP_SETTING) ? "the shop's own setting" : (sources.get(rule) ?? null) }));
