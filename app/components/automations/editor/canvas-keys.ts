import { pathOfPosition, type StepPosition } from "#core/automations/edit/place.ts";
import type { Drawn } from "./layout.ts";

/** The keys that walk through the flow. */
const walkers = { ArrowDown: down, ArrowUp: up, ArrowRight: right, ArrowLeft: left, Home: first, End: last };
export type CanvasKey = keyof typeof walkers;

export const isCanvasKey = (key: string): key is CanvasKey => Object.hasOwn(walkers, key);

/** What the focus may rest on, in reading order. */
export const stopsOf = (drawn: readonly Drawn[], mayAdd: boolean): Drawn[] =>
  drawn.filter(({ kind }) => kind !== "end" && (mayAdd || kind !== "gap"));

/** Where a key leads from a stop; null where it leads nowhere. */
export const nextStop = (stops: readonly Drawn[], from: string, key: CanvasKey): string | null =>
  walkers[key](
    stops,
    stops.findIndex((stop) => stop.key === from),
  )?.key ?? null;

type Walker = (stops: readonly Drawn[], at: number) => Drawn | undefined;

function down(...[stops, at]: Parameters<Walker>) {
  return stops[at + 1];
}
function up(...[stops, at]: Parameters<Walker>) {
  return at > 0 ? stops[at - 1] : undefined;
}
function first(...[stops]: Parameters<Walker>) {
  return stops[0];
}
function last(...[stops]: Parameters<Walker>) {
  return stops.at(-1);
}

/** Into the first arm of a step, or over to the next arm. */
function right(...[stops, at]: Parameters<Walker>) {
  const here = stops[at];
  if (here?.kind === "step" && here.step.arms?.length) return armOf(stops, here.place, 0);
  const arm = here && armAround(here);
  return arm ? armOf(stops, arm.owner, arm.index + 1) : undefined;
}

/** Back to the heading of the arm, to the arm before, or from the first one to its step. */
function left(...[stops, at]: Parameters<Walker>) {
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

/** The arm that something is the heading of, or lies in. */
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
