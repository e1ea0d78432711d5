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
  /** What sets it off, at the moment at which it does. */
  event: PastEvent;
  /** Whether it is to be let in as if the automation had waited for just that. */
  admitted: boolean;
  /** Whose event it is, where they are known. */
  person: SimulatedCustomer | null;
  /** Marketing that they were sent before, in its order. */
  history: readonly MarketingMessage[];
  /** Credits of the shop. */
  balance: number;
  hashPhone(phone: string): string;
}

/** A walk is followed so far: what waits for longer is left where it is. */
const FURTHEST = { hours: 2 * 365 * 24 };
/** A walk that is put off again and again is left there. */
const MOST_TURNS = 1_000;

/**
 * Walks one customer through an automation, by the rules of live runs, as if nobody had been through it before and as
 * if nothing happened meanwhile. Nothing leaves the memory.
 */
export function runTestWalk({
  trial,
  event,
  admitted,
  person,
  history,
  balance,
  hashPhone,
}: TestWalk): SimulatedHistory {
  const diary = new SimulatedHistory();
  const people = new SimulatedCustomers({ shopId: trial.shop.id, hashPhone, written: new Set() });
  const recipients = new RecipientBook();
  for (const message of history) recipients.note(message);
  if (person) people.introduce([person]);
  const replay = new BacktestReplay(trial, { people, recipients, purse: new CreditBudget(balance) }, diary);
  const at = event.triggeredAt;
  replay.take({ at, events: [event] }, admitted ? enrolDirectly : matchEvent);
  for (let turn = 0; turn < MOST_TURNS && isWithin(replay.nextDue, at.add(FURTHEST)); turn++)
    replay.runBefore(justAfter(replay.nextDue ?? at));
  return diary;
}

const isWithin = (due: Instant | null, end: Instant): boolean =>
  due !== null && due.epochMilliseconds < end.epochMilliseconds;
const justAfter = (due: Instant): Instant => due.add({ milliseconds: 1 });
