import { actionNamed } from "#core/actions/index.ts";
import type { Draft } from "#core/automation/edit/draft.ts";
import type { Finding } from "#core/automation/edit/findings.ts";
import { placeIn, stepAt } from "#core/automation/edit/place.ts";
import type { FormField } from "#core/fields.ts";
import { triggerOf } from "#core/triggers/index.ts";
import { text } from "#text/en.ts";
import type { Told } from "./Problems.tsx";
import { titleOf } from "./say.ts";

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

/** What is wrong with a draft, for its reader: about which step or setting. */
export const tellFindings = (draft: Draft, findings: readonly Finding[]): Told[] =>
  findings.map(({ kind, path, message }) => ({ key: `${path} ${message}`, kind, path, message, about: aboutOf(draft, path) }));

function aboutOf(draft: Draft, path: string): string {
  const found = placeIn(path);
  const step = found && stepAt(draft.steps, found.place);
  if (!step) return settingOf(draft, path);
  const field = labelIn(actionNamed(step.type)?.fields ?? [], found.rest.replace(/^config\./, ""));
  return field ? `${titleOf(step)}, ${field}:` : `${titleOf(step)}:`;
}

function settingOf(draft: Draft, path: string): string {
  const field = path.startsWith("trigger.config.") ? labelIn(triggerOf(draft.trigger.type).fields, path.slice("trigger.config.".length)) : undefined;
  return `${field ?? settings[path.split(".")[0] ?? ""] ?? words.whole}:`;
}

/** The field that a path names, or names a part of. */
const labelIn = (fields: readonly FormField[], path: string): string | undefined => fields.find(({ name }) => path === name || path.startsWith(`${name}.`))?.label;
