import { actionNamed } from "../actions/index.ts";
import { creditsFor, pricePerMms } from "../credits/prices.ts";
import { isRecord, valueAt } from "../plain-data.ts";
import type { Problem } from "../problem.ts";
import type { MessageKind } from "../sending/message-kind.ts";
import { checkTemplate } from "../sending/templates/engine.ts";
import { checkWording, formatWordingProblem, usualSegments, type TemplateUse } from "../sending/templates/wording.ts";
import { availableFieldsOf } from "./cross-check.ts";
import type { FormField, OfferedField } from "./fields.ts";
import { triggerTypes, type TriggerType } from "../triggers/index.ts";

/** The steps that checking the wording of one document may take. */
const MAX_STEPS = 200_000;
/** Segments from which a text is worth a warning. */
const MANY_SEGMENTS = 4;
/** The country whose price a warning tells. */
const PRICED_COUNTRY = "US";

interface WrittenTemplate {
  /** The text goes out as an MMS, which has one price. */
  isMms: boolean;
  path: string;
  source: string;
  offered: readonly OfferedField[];
  use: TemplateUse;
}

/** Reports what customers would read as nonsense, in every template of a document that parses. */
export function checkDocumentWording(document: unknown): Problem[] {
  const problems: Problem[] = [];
  let steps = 0;
  for (const { path, source, offered, use } of templatesIn(document)) {
    const found = checkWording(source, offered, use);
    problems.push(...found.problems.map((problem) => ({ path, message: formatWordingProblem(problem) })));
    steps += found.steps;
    if (steps > MAX_STEPS) {
      const message = `this and the texts before it take more than ${MAX_STEPS} steps; shorten their loops`;
      return [...problems, { path, message }];
    }
  }
  return problems;
}

/** Warns of texts with many segments, and tells their price. */
export const warnOfLongTexts = (document: unknown): Problem[] =>
  templatesIn(document).flatMap(({ path, source, offered, use, isMms }) => {
    const segments = use.channel === "sms" && !isMms ? usualSegments(source, offered, use) : null;
    if (segments === null || segments < MANY_SEGMENTS) return [];
    const credits = creditsFor(segments, PRICED_COUNTRY);
    const mms = pricePerMms(PRICED_COUNTRY);
    const cheaper = mms !== null && mms < credits ? `; with a picture it is an MMS for ${mms} credits` : "";
    return [
      { path, message: `takes ${segments} segments: ${credits} credits for each text in the US and Canada${cheaper}` },
    ];
  });

/** The templates that parse, with their available fields. */
function templatesIn(document: unknown): WrittenTemplate[] {
  if (!isRecord(document) || !Array.isArray(document.steps)) return [];
  const trigger = isRecord(document.trigger) ? document.trigger.type : undefined;
  if (!triggerTypes.includes(trigger as TriggerType)) return [];
  const kind = kinds.find((one) => one === document.kind);
  const { atStep } = availableFieldsOf(String(trigger), document.steps);
  return [...atStep].flatMap(([path, offered]) => {
    const step = stepAtPath(document, path);
    const fields = isRecord(step) && typeof step.type === "string" ? (actionNamed(step.type)?.fields ?? []) : [];
    return fields
      .flatMap((field) => sourcesOf(field, valueAt(step, `config.${field.name}`), `${path}.config.${field.name}`))
      .filter(({ source }) => source.trim() !== "" && checkTemplate(source) === null)
      .map(({ use, ...template }) => ({
        ...template,
        offered,
        use: { ...use, kind },
        isMms: Boolean(valueAt(step, "config.picture")) || valueAt(step, "config.contactCard") === true,
      }));
  });
}

const kinds: readonly MessageKind[] = ["marketing", "transactional", "opt_in"];

function sourcesOf(
  { kind, channel }: FormField,
  value: unknown,
  path: string,
): { path: string; source: string; use: TemplateUse }[] {
  if (kind === "template" && typeof value === "string") return [{ path, source: value, use: { channel } }];
  if (kind === "translations" && isRecord(value))
    return Object.entries(value).flatMap(([language, source]) =>
      typeof source === "string" ? [{ path: `${path}.${language}`, source, use: { channel, language } }] : [],
    );
  if (kind !== "record" || !isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, source]) =>
    typeof source === "string" ? [{ path: `${path}.${name}`, source, use: { isForSystem: true } }] : [],
  );
}

const stepAtPath = (document: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>(
      (here, name) =>
        Array.isArray(here) ? (here as unknown[])[Number(name)] : isRecord(here) ? here[name] : undefined,
      document,
    );
