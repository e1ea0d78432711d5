import { isCustomKey } from "#core/automations/custom-keys.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import type { Problem } from "#core/problem.ts";
import { variablesIn } from "./engine.ts";

/** What every text may name besides the fields. */
const ALWAYS = new Set(["now", "today"]);
/** What Liquid itself knows of a list; of a text, its size alone. */
const OF_LISTS = new Set(["size", "first", "last"]);

/** The variables of a text that nobody would fill in: a reader would meet a gap. */
export function unknownVariables(source: string, offered: readonly OfferedField[], path: string): Problem[] {
  const known = [...knownIn(offered).keys()];
  return unknownNames(source, offered).map((name) => ({
    path,
    message: `nothing here is called "${name}"${nearest(name, known)}`,
  }));
}

/** The names alone of those variables, each once. */
export function unknownNames(source: string, offered: readonly OfferedField[]): string[] {
  const known = knownIn(offered);
  return [
    ...new Set(
      variablesIn(source)
        .filter((segments) => !isKnown(segments, known))
        .map((segments) => segments.join(".")),
    ),
  ];
}

/** What may be named, by its path; amounts bring the path of their currency with them. */
const knownIn = (offered: readonly OfferedField[]): Map<string, OfferedField | null> =>
  new Map(
    offered.flatMap((field) => [
      [field.path, field] as const,
      ...(field.currency ? [[field.currency, null] as const] : []),
    ]),
  );

function isKnown(segments: readonly (string | number)[], known: ReadonlyMap<string, OfferedField | null>): boolean {
  const whole = segments.join(".");
  if (ALWAYS.has(whole) || known.has(whole) || isCustomKey(whole)) return true;
  for (let length = segments.length - 1; length > 0; length--) {
    const field = known.get(segments.slice(0, length).join("."));
    if (field === undefined) continue;
    const [next, ...within] = segments.slice(length);
    if (field?.type !== "list" && field?.type !== "lines") return next === "size" && within.length === 0;
    if (typeof next !== "number" && !OF_LISTS.has(String(next))) return false;
    return within.length === 0 || (next !== "size" && (field.of ?? []).some(({ path }) => path === within.join(".")));
  }
  return false;
}

function nearest(name: string, known: readonly string[]): string {
  const root = name.split(".")[0] ?? "";
  const alike = known.filter((path) => path.startsWith(`${root}.`)).slice(0, 12);
  const groups = [...new Set(known.map((path) => path.split(".")[0]))];
  return `; there are ${(alike.length > 0 ? alike : groups).join(", ")}`;
}
