import { pathOfPosition, type StepPosition } from "#core/automations/edit/place.ts";
import type { PastePlace } from "./flow-context.ts";
import type { Drawn } from "./layout.ts";

/** The keys that move the focus through the flow. */
const moves = { ArrowDown: down, ArrowUp: up, ArrowRight: right, ArrowLeft: left, Home: first, End: last };
export type CanvasKey = keyof typeof moves;

export const isCanvasKey = (key: string): key is CanvasKey => Object.hasOwn(moves, key);

/** The focusable parts, in reading order. */
export const stopsOf = (drawn: readonly Drawn[], mayAdd: boolean): Drawn[] =>
  drawn.filter(({ kind }) => kind !== "end" && (mayAdd || kind !== "gap"));

/** The target of a key; null if there is none. */
export const nextStop = (stops: readonly Drawn[], from: string, key: CanvasKey): string | null =>
  moves[key](
    stops,
    stops.findIndex((stop) => stop.key === from),
  )?.key ?? null;

type Move = (stops: readonly Drawn[], at: number) => Drawn | undefined;

function down(...[stops, at]: Parameters<Move>) {
  return stops[at + 1];
}
function up(...[stops, at]: Parameters<Move>) {
  return at > 0 ? stops[at - 1] : undefined;
}
function first(...[stops]: Parameters<Move>) {
  return stops[0];
}
function last(...[stops]: Parameters<Move>) {
  return stops.at(-1);
}

/** Into the first arm of a step, or to the next arm. */
function right(...[stops, at]: Parameters<Move>) {
  const here = stops[at];
  if (here?.kind === "step" && here.step.arms?.length) return armOf(stops, here.place, 0);
  const arm = here && armAround(here);
  return arm ? armOf(stops, arm.owner, arm.index + 1) : undefined;
}

/** To the heading of the arm, to the arm before, or from the first arm to its step. */
function left(...[stops, at]: Parameters<Move>) {
  const here = stops[at];
  const arm = here && armAround(here);
  if (!arm) return undefined;
  if (here.kind !== "arm") return armOf(stops, arm.owner, arm.index);
  return arm.index > 0
    ? armOf(stops, arm.owner, arm.index - 1)
    : stops.find((stop) => stop.kind === "step" && stop.place === here.place);
}

interface ArmPlace {
  owner: StepPosition;
  index: number;
}

/** The arm of a heading, or around another part. */
function armAround(drawn: Drawn): ArmPlace | null {
  if (drawn.kind === "arm") return { owner: drawn.place, index: drawn.index };
  if (drawn.kind !== "step" && drawn.kind !== "gap") return null;
  const turn = drawn.place.within.at(-1);
  return turn ? { owner: { within: drawn.place.within.slice(0, -1), at: turn.step }, index: turn.arm } : null;
}

const armOf = (stops: readonly Drawn[], owner: StepPosition, index: number): Drawn | undefined =>
  stops.find(
    (stop) => stop.kind === "arm" && stop.index === index && pathOfPosition(stop.place) === pathOfPosition(owner),
  );

/** Where steps go that are pasted at a part of the flow. */
export function pastePlaceOf(drawn: Drawn): PastePlace | null {
  if (drawn.kind === "step") return { below: drawn.step };
  if (drawn.kind === "trigger") return { at: { within: [], at: 0 } };
  if (drawn.kind === "gap") return { at: drawn.place };
  if (drawn.kind === "arm")
    return { at: { within: [...drawn.place.within, { step: drawn.place.at, arm: drawn.index }], at: 0 } };
  return null;
}
