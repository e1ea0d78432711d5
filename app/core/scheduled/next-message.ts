import type { ActionMoment } from "../actions/define.ts";
import { actionNamed, isTimed, type Step } from "../actions/index.ts";
import type { Definition } from "../automations/definition.ts";
import { outline, placementOf, type StepPlacement } from "../automations/outline.ts";
import { stepDueAt } from "../engine/advance.ts";
import type { Instant } from "../time/time.ts";

/** The message that a run sends next, seen from its scheduled step. */
export type NextMessage =
  /** The run sends this message next, unless a guard or an exit stops it. */
  | {
      kind: "message";
      step: Step;
      /** When the run reaches the message. */
      dueAt: Instant;
      /** The steps before the message, the scheduled step first; empty when the message itself is scheduled. */
      before: readonly Step[];
    }
  /** A branch, a split or a wait for an event decides which message is next, or whether there is one. */
  | { kind: "depends"; on: Step; messages: readonly Step[] }
  /** The run ends without another message. */
  | { kind: "none" };

const isMessage = ({ type }: Step): boolean => actionNamed(type)?.family === "messages";
const endsRun = ({ type }: Step): boolean => actionNamed(type)?.ends === true;

/**
 * Finds the message that a run sends next.
 * @param stepId the scheduled step
 * @param skipped step ids that staff have skipped in this run
 * @param at the scheduled step's due time, with the values that later due times may use
 */
export function nextMessageOf(
  definition: Definition,
  stepId: string,
  skipped: readonly string[],
  at: ActionMoment,
): NextMessage {
  const before: Step[] = [];
  let place = placementOf(definition, stepId);
  let moment = at;
  while (place) {
    const { step } = place;
    if (isMessage(step) && !skipped.includes(step.id)) return { kind: "message", step, dueAt: moment.now, before };
    if (step.arms) {
      const messages = firstMessages(definition, place, skipped);
      return messages.length > 0 ? { kind: "depends", on: step, messages } : { kind: "none" };
    }
    if (endsRun(step)) return { kind: "none" };
    before.push(step);
    place = place.next === null ? null : placementOf(definition, place.next);
    if (place) moment = { ...moment, now: stepDueAt(definition, place, moment) };
  }
  return { kind: "none" };
}

/** The messages that may be next after a step with arms: the first of each way through and past the arms. */
function firstMessages(definition: Definition, { step, next }: StepPlacement, skipped: readonly string[]): Step[] {
  const found = new Map<string, Step>();
  const visited = new Set<string>();
  const visit = (id: string | null): void => {
    const place = id === null || visited.has(id) ? null : placementOf(definition, id);
    if (!place) return;
    visited.add(place.step.id);
    if (isMessage(place.step) && !skipped.includes(place.step.id)) found.set(place.step.id, place.step);
    else if (!endsRun(place.step)) waysOn(place.step, place.next).forEach(visit);
  };
  waysOn(step, next).forEach(visit);
  return [...found.values()];
}

/** The steps that may follow a step: the first of each arm, and the one after the arms if a run can pass them by. */
function waysOn({ type, arms }: Step, next: string | null): (string | null)[] {
  if (!arms) return [next];
  const passesBy =
    arms.length < (actionNamed(type)?.arms?.length ?? 0) || arms.every((arm) => "when" in arm && arm.when);
  return [...arms.map(({ steps }) => steps[0]?.id ?? next), ...(passesBy ? [next] : [])];
}

/**
 * How staff can give a message another time. `moves_step`: the scheduled step gets the time, and the message follows at
 * once. `ends_waits`: the waits before the message end, and the message gets the time. Null: other steps with times of
 * their own stand before the message.
 */
export type MessageTiming = "moves_step" | "ends_waits" | null;

/** @param before the steps before the message, the scheduled step first */
export function messageTimingOf(before: readonly Step[]): MessageTiming {
  if (!before.slice(1).some(isTimed)) return "moves_step";
  return before.every(({ type }) => type === "wait") ? "ends_waits" : null;
}

/** The message's number among its definition's messages, in reading order, from 1. */
export function messageNumberOf(definition: Definition, stepId: string): { number: number; of: number } {
  const messages = [...outline(definition).values()].filter(({ step }) => isMessage(step));
  return { number: messages.findIndex(({ step }) => step.id === stepId) + 1, of: messages.length };
}
