import { actionLabel } from "#core/actions/index.ts";
import { text } from "#text/en.ts";

/** An action of the log in words. One that a later release took away keeps its key. */
export const sayAction = (key: string): string => (key === "enter" ? text.activity.enter : (actionLabel(key) ?? key));
