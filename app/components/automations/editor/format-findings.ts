import type { Draft } from "#core/automations/edit/draft.ts";
import type { EditorFinding } from "#core/automations/edit/findings.ts";
import { questionFieldAt, partNamedBy } from "#core/automations/edit/named-by.ts";
import { offersOf } from "#core/triggers/index.ts";
import { text } from "#text/en.ts";
import { labelOf } from "../conditions/field-search.ts";
import type { ShownProblem } from "./Problems.tsx";
import { stepTitleOf } from "./step-words.ts";

const words = text.editor.inspector;
const settings: Readonly<Record<string, string>> = {
  name: words.name,
  description: words.description,
  kind: words.kind,
  trigger: words.trigger,
  conditions: words.who,
  reentry: words.reentry,
  concurrent: words.concurrent,
  exits: words.exits,
  exitWhen: words.exitWhen,
  ifUnknown: words.ifUnknown,
};

/** Formats the problems of a draft, with the step or setting of each. */
export const formatFindings = (draft: Draft, findings: readonly EditorFinding[]): ShownProblem[] =>
  findings.map(({ kind, path, message }) => ({
    key: `${path} ${message}`,
    kind,
    path,
    message,
    about: aboutOf(draft, path),
  }));

function aboutOf(draft: Draft, path: string): string {
  const { step, field, part, value, within } = partNamedBy(draft, path);
  const setting = field?.label || (step ? undefined : settings[part.split(".")[0] ?? ""] || words.whole);
  const condition = field?.kind === "condition" ? questionFieldAt(value, within) : null;
  const question = condition === null ? undefined : labelOf(condition, offersOf(draft.trigger.type));
  return `${[step && stepTitleOf(step), setting, question].filter(Boolean).join(", ")}:`;
}
