import { sendSms } from "#core/actions/all.ts";
import { actionLabel, actions } from "#core/actions/index.ts";
import { text } from "#text/en.ts";

/** The action whose decisions are about a text: only of such can it be said that it was sent, or was not. */
export const TEXT_ACTION = sendSms.type;

/** What the log tells of besides actions. */
const { enter, exit, step } = text.activity;
const others = new Map([
  ["enter", enter],
  ["exit", exit],
  ["step", step],
]);

/** An action of the log in words. One that a later release took away keeps its key. */
export const formatAction = (key: string): string => others.get(key) ?? actionLabel(key) ?? key;

/** Every action that the log may tell of, by its words. */
export const listActions = (): { key: string; label: string }[] =>
  [...others.keys(), ...actions.map(({ type }) => type)]
    .map((key) => ({ key, label: formatAction(key) }))
    .sort((a, b) => a.label.localeCompare(b.label, "en"));
