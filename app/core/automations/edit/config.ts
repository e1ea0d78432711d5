import type { FormField, FieldAlternative } from "../fields.ts";
import { isRecord, ownValue, valueAt } from "#core/plain-data.ts";

type Config = Readonly<Record<string, unknown>>;

/**
 * A config with one setting written anew.
 * @param name as a form field names it, such as "untilTime.at";
 * @param value undefined takes it out
 */
export function withSetting(config: Config, name: string, value: unknown): Record<string, unknown> {
  const [key = "", ...deeper] = name.split(".");
  const written = deeper.length === 0 ? value : withSetting(asConfig(ownValue(config, key)), deeper.join("."), value);
  if (written !== undefined) return { ...config, [key]: written };
  const { [key]: _, ...others } = config;
  return others;
}

const asConfig = (value: unknown): Config => (isRecord(value) ? value : {});

/** The ways that a form knows to set its config, each once. */
export const alternativesOf = (fields: readonly FormField[]): FieldAlternative[] => [
  ...new Map(fields.flatMap(({ way }) => (way ? [[way.key, way] as const] : []))).values(),
];

/** The way by which a config is set now; the first where it is set by none. */
export const chosenAlternative = (fields: readonly FormField[], config: Config): FieldAlternative | null => {
  const ways = alternativesOf(fields);
  return ways.find(({ key }) => ownValue(config, key) !== undefined) ?? ways[0] ?? null;
};

/** A config set by another way: what belongs to the others is gone. */
export function chooseAlternative(
  fields: readonly FormField[],
  config: Config,
  { key, starts }: FieldAlternative,
): Record<string, unknown> {
  const others = new Set(alternativesOf(fields).map((way) => way.key));
  return { ...Object.fromEntries(Object.entries(config).filter(([name]) => !others.has(name))), [key]: starts };
}

/** The fields of a form that matter for a config as it is set. */
export function fieldsShown(fields: readonly FormField[], config: Config): FormField[] {
  const taken = chosenAlternative(fields, config);
  return fields.filter(
    ({ way, only }) =>
      (!way || way.key === taken?.key) && (!only || only.is.some((value) => value === valueAt(config, only.name))),
  );
}
