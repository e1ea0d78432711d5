import { stepOutputs } from "#core/actions/outputs.ts";
import { isCustomKey } from "#core/automations/custom-keys.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import type { Problem } from "#core/problem.ts";
import { variablesIn } from "./engine.ts";

/** Variables that every template has besides the fields. */
const GLOBALS = new Set(["now", "today"]);
/** Liquid's properties of a list. Text has only `size`. */
const LIST_PROPERTIES = new Set(["size", "first", "last"]);

/** Reports the unknown variables of a template, which would render empty. */
export function unknownVariables(source: string, offered: readonly OfferedField[], path: string): Problem[] {
  const known = [...knownVariables(offered).keys()];
  return unknownNames(source, offered).map((name) => ({
    path,
    message: notMadeBefore(name) ?? `nothing here is called "${name}"${formatKnown(name, known)}`,
  }));
}

/** For the output of a step: that no such step comes before; null for any other name. */
export const notMadeBefore = (name: string): string | null =>
  stepOutputs.find(({ path }) => path === name)?.notMade ?? null;

/** The names of the unknown variables, each once. */
export function unknownNames(source: string, offered: readonly OfferedField[]): string[] {
  const known = knownVariables(offered);
  return [
    ...new Set(
      variablesIn(source)
        .filter((segments) => !isKnown(segments, known))
        .map((segments) => segments.join(".")),
    ),
  ];
}

/** The known variables by path; an amount also adds the path of its currency. */
const knownVariables = (offered: readonly OfferedField[]): Map<string, OfferedField | null> =>
  new Map(
    offered.flatMap((field) => [
      [field.path, field] as const,
      ...(field.currency ? [[field.currency, null] as const] : []),
    ]),
  );

function isKnown(segments: readonly (string | number)[], known: ReadonlyMap<string, OfferedField | null>): boolean {
  const whole = segments.join(".");
  if (GLOBALS.has(whole) || known.has(whole) || isCustomKey(whole)) return true;
  for (let length = segments.length - 1; length > 0; length--) {
    const field = known.get(segments.slice(0, length).join("."));
    if (field === undefined) continue;
    const [next, ...within] = segments.slice(length);
    if (field?.type !== "list" && field?.type !== "lines") return next === "size" && within.length === 0;
    if (typeof next !== "number" && !LIST_PROPERTIES.has(String(next))) return false;
    return within.length === 0 || (next !== "size" && (field.of ?? []).some(({ path }) => path === within.join(".")));
  }
  return false;
}

function formatKnown(name: string, known: readonly string[]): string {
  const root = name.split(".")[0] ?? "";
  const siblings = known.filter((path) => path.startsWith(`${root}.`)).slice(0, 12);
  const groups = [...new Set(known.map((path) => path.split(".")[0]))];
  return `; there are ${(siblings.length > 0 ? siblings : groups).join(", ")}`;
}
