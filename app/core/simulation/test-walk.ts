import { admit, meet } from "../engine/match-context.ts";
import type { Instant } from "../time/time.ts";
import { Diary } from "./simulated-history.ts";
import { People, type KnownPerson } from "./simulated-customers.ts";
import { Purse } from "./credit-budget.ts";
import { Recipients, type SellingMessage } from "./recipients.ts";
import { Replay } from "./replay.ts";
import type { PastEvent, Trial } from "./simulation.ts";

export interface WalkThrough {
  trial: Trial;
  /** What sets it off, at the moment at which it does. */
  event: PastEvent;
  /** Whether it is to be let in as if the automation had waited for just that. */
  admitted: boolean;
  /** Whose event it is, where they are known. */
  person: KnownPerson | null;
  /** Marketing that they were sent before, in its order. */
  history: readonly SellingMessage[];
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
export function walkThrough({ trial, event, admitted, person, history, balance, hashPhone }: WalkThrough): Diary {
  const diary = new Diary();
  const people = new People({ shopId: trial.shop.id, hashPhone, written: new Set() });
  const recipients = new Recipients();
  for (const message of history) recipients.note(message);
  if (person) people.introduce([person]);
  const replay = new Replay(trial, { people, recipients, purse: new Purse(balance) }, diary);
  const at = event.triggeredAt;
  replay.take({ at, events: [event] }, admitted ? admit : meet);
  for (let turn = 0; turn < MOST_TURNS && isWithin(replay.nextDue, at.add(FURTHEST)); turn++)
    replay.runBefore(justAfter(replay.nextDue ?? at));
  return diary;
}

const isWithin = (due: Instant | null, end: Instant): boolean =>
  due !== null && due.epochMilliseconds < end.epochMilliseconds;
const justAfter = (due: Instant): Instant => due.add({ milliseconds: 1 });
