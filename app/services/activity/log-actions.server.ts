import { sendSms } from "#core/actions/all.ts";
import { actionLabel, actions } from "#core/actions/index.ts";
import { text } from "#text/en.ts";

/** The action that sends a text: only its decisions count as sent or not sent. */
export const TEXT_ACTION = sendSms.type;

/** Log actions that are no automation action. */
const { enter, exit, step } = text.activity;
const otherActions = new Map([
  ["enter", enter],
  ["exit", exit],
  ["step", step],
]);

/** Label of a log action; an action that this release does not know shows its key. */
export const formatAction = (key: string): string => otherActions.get(key) ?? actionLabel(key) ?? key;

/** All log actions, by label. */
export const listActions = (): { key: string; label: string }[] =>
  [...otherActions.keys(), ...actions.map(({ type }) => type)]
    .map((key) => ({ key, label: formatAction(key) }))
    .sort((a, b) => a.label.localeCompare(b.label, "en"));
