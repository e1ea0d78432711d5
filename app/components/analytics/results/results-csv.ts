import { BYTE_ORDER_MARK, csvLine } from "#core/activity/csv.ts";
import { text } from "#text/en.ts";
import type { Ratios, ResultRow, Results } from "#core/analytics/results.ts";

const words = text.results;

interface Line {
  kind: string;
  name: string;
  /** Empty for the sum of an automation or a campaign. */
  step: string;
  now: Results & Ratios;
}

const columns: readonly (readonly [heading: string, cell: (line: Line) => string | number | null])[] = [
  ["", ({ kind }) => kind],
  [words.name, ({ name }) => name],
  ["Text", ({ step }) => step],
  [words.sent, ({ now }) => now.sent],
  [words.delivered, ({ now }) => now.delivered],
  [words.failed, ({ now }) => now.failed],
  [words.clicked, ({ now }) => now.clicked],
  [words.machinesHead, ({ now }) => now.machines],
  [words.clickRate, ({ now }) => now.clickRate],
  [words.orders, ({ now }) => now.orders],
  ["Currency", ({ now }) => now.earned[0]?.currency ?? null],
  [words.net, ({ now }) => numberOf(now.earned[0]?.net)],
  [words.gross, ({ now }) => numberOf(now.earned[0]?.gross)],
  [words.perText, ({ now }) => now.earnedPerText?.amount ?? null],
  [words.optOuts, ({ now }) => now.optOuts],
  [words.optOutRate, ({ now }) => now.optOutRate],
  [words.credits, ({ now }) => now.credits],
  [words.cost, ({ now }) => now.cost.amount],
  [words.returnOnCost, ({ now }) => now.returnOnCost],
];

const numberOf = (amount: string | undefined): number | null => (amount === undefined ? null : Number(amount));

/** The tables as CSV: a line for each automation and campaign, and one for each of their texts. */
export function resultsCsv(automations: readonly ResultRow[], campaigns: readonly ResultRow[]): string {
  const lines = [
    ...automations.map((row) => [words.automations, row] as const),
    ...campaigns.map((row) => [words.campaigns, row] as const),
  ].flatMap(([kind, { name, now, texts }]): Line[] => [
    { kind, name, step: "", now },
    ...texts.map((each) => ({ kind, name, step: each.name, now: each.now })),
  ]);
  return (
    BYTE_ORDER_MARK +
    csvLine(columns.map(([heading]) => heading)) +
    lines.map((line) => csvLine(columns.map(([, cell]) => cell(line)))).join("")
  );
}
