import { actionLabel } from "#core/actions/index.ts";
import { text } from "#text/en.ts";

/** What the log tells of besides actions. */
const { enter, exit, step } = text.activity;
const others = new Map([["enter", enter], ["exit", exit], ["step", step]]);

/** An action of the log in words. One that a later release took away keeps its key. */
export const sayAction = (key: string): string => others.get(key) ?? actionLabel(key) ?? key;
