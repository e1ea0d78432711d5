import type { Days } from "#core/activity/days.ts";
import { daysRangeOf } from "#core/activity/days-span.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import { countryName } from "#core/intake/code-lists/countries.ts";
import type { CreditType } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  balanceAt,
  spendByAutomation,
  spendByNumberGroup,
  sumByType,
} from "#shell/repositories/credits/ledger-lines.server.ts";
import { text } from "#text/en.ts";
import type { Shop } from "../team/require-staff.server.ts";

const words = text.credits.spend;

/** A line of a breakdown of the credits spent on texts. */
interface SpendLine {
  key: string;
  name: string;
  texts: number;
  credits: number;
}

/** What happened to a shop's available credits in a period: `opening + added - spent + corrected = closing`. */
export interface PeriodSpend {
  opening: number;
  closing: number;
  /** Bought and granted. */
  added: number;
  /** Credits of texts, without what was released or refunded. Both breakdowns add up to it. */
  spent: number;
  corrected: number;
  byAutomation: SpendLine[];
  byCountry: SpendLine[];
}

export async function readSpend({ db, clock }: AppContext, shop: Shop, days: Days): Promise<PeriodSpend> {
  const period = daysRangeOf(days, clock.now(), shop.timezone);
  const ledger = { shopId: shop.id, period };
  const [sums, opening, automations, numbers] = await Promise.all([
    sumByType(db.pool, ledger),
    period.from ? balanceAt(db.pool, shop.id, period.from) : 0,
    spendByAutomation(db.pool, ledger),
    spendByNumberGroup(db.pool, ledger),
  ]);
  const sum = (...types: CreditType[]) =>
    sums.reduce((total, { type, amount }) => (types.includes(type) ? total + amount : total), 0);
  return {
    opening,
    closing: opening + sums.reduce((total, { amount }) => total + amount, 0),
    added: sum("purchase", "grant"),
    spent: 0 - sum("reserve", "settle", "release", "refund"),
    corrected: sum("adjust"),
    byAutomation: automations.map(({ id, name, texts, credits }) => ({
      key: id ?? "",
      name: name ?? words.byHand,
      texts,
      credits,
    })),
    byCountry: byCountry(numbers),
  };
}

function byCountry(groups: Awaited<ReturnType<typeof spendByNumberGroup>>): SpendLine[] {
  const lines = new Map<string, SpendLine>();
  for (const { example, texts, credits } of groups) {
    const country = readPhone(example)?.country ?? null;
    const key = country ?? "";
    const line = lines.get(key) ?? {
      key,
      name: country ? countryName(country) : words.unknownCountry,
      texts: 0,
      credits: 0,
    };
    lines.set(key, { ...line, texts: line.texts + texts, credits: line.credits + credits });
  }
  return [...lines.values()].toSorted((a, b) => b.credits - a.credits || a.name.localeCompare(b.name, "en"));
}
