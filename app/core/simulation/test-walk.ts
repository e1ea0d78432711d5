import { enrolDirectly, matchEvent } from "../engine/match-context.ts";
import type { Instant } from "../time/time.ts";
import { SimulatedHistory } from "./simulated-history.ts";
import { SimulatedCustomers, type SimulatedCustomer } from "./simulated-customers.ts";
import { CreditBudget } from "./credit-budget.ts";
import { RecipientBook, type MarketingMessage } from "./recipients.ts";
import { BacktestReplay } from "./replay.ts";
import type { PastEvent, Simulation } from "./simulation.ts";

export interface TestWalk {
  trial: Simulation;
  /** The starting event with its time. */
  event: PastEvent;
  /** Whether to enrol the customer without matching the trigger. */
  admitted: boolean;
  /** The customer; null when unknown. */
  person: SimulatedCustomer | null;
  /** Marketing messages already sent to the customer, oldest first. */
  history: readonly MarketingMessage[];
  /** The shop's credits. */
  balance: number;
  hashAddress(phone: string): string;
}

/** The end of the simulation; longer waits stay open. */
const MAX_DURATION = { hours: 2 * 365 * 24 };
/** Stops a run that is deferred again and again. */
const MAX_ROUNDS = 1_000;

/**
 * Simulates one customer's sequence in memory with the live rules, as if the customer had no earlier sequences and no
 * other events happened.
 */
export function runTestWalk({
  trial,
  event,
  admitted,
  person,
  history,
  balance,
  hashAddress,
}: TestWalk): SimulatedHistory {
  const simulatedHistory = new SimulatedHistory();
  const people = new SimulatedCustomers({ shopId: trial.shop.id, hashAddress, written: new Set() });
  const recipients = new RecipientBook();
  for (const message of history) recipients.record(message);
  if (person) people.addRows([person]);
  const replay = new BacktestReplay(trial, { people, recipients, purse: new CreditBudget(balance) }, simulatedHistory);
  const at = event.triggeredAt;
  replay.take({ at, events: [event] }, admitted ? enrolDirectly : matchEvent);
  for (let turn = 0; turn < MAX_ROUNDS && isWithin(replay.nextDue, at.add(MAX_DURATION)); turn++)
    replay.runBefore(justAfter(replay.nextDue ?? at));
  return simulatedHistory;
}

const isWithin = (due: Instant | null, end: Instant): boolean =>
  due !== null && due.epochMilliseconds < end.epochMilliseconds;
const justAfter = (due: Instant): Instant => due.add({ milliseconds: 1 });
