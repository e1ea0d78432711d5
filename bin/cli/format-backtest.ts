import type { Backtest } from "#services/simulation/run-backtest.server.ts";
import type { SimulatedRow } from "#core/simulation/simulation.ts";
import type { Instant } from "#core/time/time.ts";
import { formatReason } from "#text/reasons.ts";
import { columns } from "./perform.ts";

const BARS = "▁▂▃▄▅▆▇█";
const MAX_TEXTS = 12;
const MAX_DIFFERENCES = 10;

/** Formats a backtest for a terminal. */
export function formatBacktest(found: Backtest): string {
  const { automation, shop, since, until, past, entered, texts, emails, inside } = found;
  const when = (at: Instant) =>
    at.toZonedDateTimeISO(shop.timezone).toPlainDateTime().toString({ smallestUnit: "minute" }).replace("T", " ");
  return [
    `${automation.name} (${automation.source}) in ${shop.domain}, ${when(since)} to ${when(until)} (${shop.timezone})`,
    `${number(past.events)} events replayed` +
      (past.forgotten ? `; ${number(past.forgotten)} more could not be read: what they said is no longer kept` : ""),
    "",
    `Entered    ${number(entered.times)} times, ${number(entered.customers)} customers; ${number(inside)} still inside`,
    `Texts      ${number(texts.count)} to ${number(texts.customers)} customers, ${number(texts.segments)} ` +
      `segments, ${number(texts.credits)} credits${emails ? `; ${number(emails)} e-mails` : ""}`,
    ...counted("Refused", found.refused),
    ...counted("Left out", found.skipped),
    ...counted("Failed", found.failed),
    ...counted("Put off", found.deferred),
    ...ends(found),
    "",
    ...steps(found),
    ...days(found),
    ...sent(found, when),
    ...comparison(found, when),
    "Taken for granted:",
    ...found.assumptions.map((each) => `  ${each}`),
  ].join("\n");
}

const number = (value: number): string => value.toLocaleString("en");

const counted = (title: string, counts: Record<string, number>): string[] =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(
      ([reason, times], at) =>
        `${(at === 0 ? title : "").padEnd(10)} ${number(times)}  ${formatReason(reason).label} (${reason})`,
    );

const ends = ({ ends: counts }: Backtest): string[] =>
  Object.entries(counts).map(
    ([end, times], at) => `${(at === 0 ? "Ended" : "").padEnd(10)} ${number(times)}  ${end.replaceAll("_", " ")}`,
  );

function steps({ steps: all }: Backtest): string[] {
  const rows = all.flatMap((step) => [
    [
      step.tells.length > 60 ? `${step.tells.slice(0, 59)}…` : step.tells,
      step.reached,
      step.sent + step.done,
      step.skipped,
      step.failed,
    ],
    ...step.arms.map(({ name, went, share }) => [`  – ${name}`, went, `${Math.round(share * 100)}%`, "", ""]),
  ]);
  return [columns([["STEP", "REACHED", "DONE", "LEFT OUT", "FAILED"], ...rows]), ""];
}

function days({ days: all }: Backtest): string[] {
  const most = Math.max(...all.map(({ credits }) => credits));
  if (most <= 0) return [];
  const bar = all
    .map(({ credits }) =>
      credits === 0 ? "·" : (BARS[Math.min(BARS.length - 1, Math.floor((credits / most) * BARS.length))] ?? ""),
    )
    .join("");
  const top = all.find(({ credits }) => credits === most);
  return [
    "Credits by day",
    `  ${bar}`,
    `  from ${all[0]?.day ?? ""} to ${all.at(-1)?.day ?? ""}; the most on ${top?.day ?? ""}: ${number(most)}`,
    "",
  ];
}

function sent({ sent: all }: Backtest, when: (at: Instant) => string): string[] {
  if (all.length === 0) return [];
  const shown = all
    .slice(0, MAX_TEXTS)
    .map(({ at, customer, to, credits, body }) => `  ${when(at)}  ${customer ?? to}  (${credits})  ${body}`);
  return [
    "Texts",
    ...shown,
    ...(all.length > MAX_TEXTS ? [`  and ${number(all.length - MAX_TEXTS)} more; --json has them all`] : []),
    "",
  ];
}

function comparison({ comparison: found }: Backtest, when: (at: Instant) => string): string[] {
  if (!found) return [];
  const { real, agree, delivery, forgotten, onlyReal, onlyTrial } = found;
  const formatRow = ({ at, customerId, action, stepId, status, reason }: SimulatedRow) =>
    `  ${when(at)}  ${customerId ?? "nobody"}  ${stepId ?? action}  ${status}${reason ? `  ${reason}` : ""}`;
  const listed = (title: string, rows: readonly SimulatedRow[]) =>
    rows.length === 0
      ? []
      : [
          `${title}: ${number(rows.length)}`,
          ...rows.slice(0, MAX_DIFFERENCES).map(formatRow),
          ...(rows.length > MAX_DIFFERENCES ? ["  ..."] : []),
        ];
  return [
    `Beside what really ran: ${number(agree)} of ${number(real)} rows agree` +
      (delivery ? `, ${number(delivery)} but for what the phone company did` : "") +
      (forgotten ? `; ${number(forgotten)} are of customers who asked to be forgotten` : ""),
    ...listed("Only in reality", onlyReal),
    ...listed("Only here", onlyTrial),
    "",
  ];
}
