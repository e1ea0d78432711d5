import type { FormField, FieldAlternative } from "../fields.ts";
import { isMissing, isRecord, ownValue, valueAt } from "#core/plain-data.ts";

type Config = Readonly<Record<string, unknown>>;

/**
 * Sets one setting of a config.
 * @param name a form field's name, possibly nested, such as "untilTime.at"
 * @param value undefined removes the setting
 */
export function withSetting(config: Config, name: string, value: unknown): Record<string, unknown> {
  const [key = "", ...rest] = name.split(".");
  const newValue = rest.length === 0 ? value : withSetting(asConfig(ownValue(config, key)), rest.join("."), value);
  if (newValue !== undefined) return { ...config, [key]: newValue };
  const { [key]: _, ...others } = config;
  return others;
}

const asConfig = (value: unknown): Config => (isRecord(value) ? value : {});

/** The alternatives of a form, each once. */
export const alternativesOf = (fields: readonly FormField[]): FieldAlternative[] => [
  ...new Map(fields.flatMap(({ way }) => (way ? [[way.key, way] as const] : []))).values(),
];

/** The alternative in use; the first when none is set. */
export const chosenAlternative = (fields: readonly FormField[], config: Config): FieldAlternative | null => {
  const alternatives = alternativesOf(fields);
  return alternatives.find(({ key }) => ownValue(config, key) !== undefined) ?? alternatives[0] ?? null;
};

/** Switches a config to another alternative and removes the settings of the others. */
export function chooseAlternative(
  fields: readonly FormField[],
  config: Config,
  { key, starts }: FieldAlternative,
): Record<string, unknown> {
  const others = new Set(alternativesOf(fields).map((way) => way.key));
  return { ...Object.fromEntries(Object.entries(config).filter(([name]) => !others.has(name))), [key]: starts };
}

/** The fields of a form that apply to a config. */
export function fieldsShown(fields: readonly FormField[], config: Config): FormField[] {
  const chosen = chosenAlternative(fields, config);
  return fields.filter(
    ({ name, way, only, offered }) =>
      (offered !== false || !isMissing(valueAt(config, name))) &&
      (!way || way.key === chosen?.key) &&
      (!only || only.is.some((value) => value === valueAt(config, only.name))),
  );
}
