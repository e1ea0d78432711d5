import * as actions from "#core/actions/all.ts";
import { text } from "../text/en.ts";

const labels = new Map<string, string>(Object.values(actions).map(({ type, label }) => [type, label]));

/** An action of the log in words. One that a later release took away keeps its key. */
export const sayAction = (key: string): string => (key === "enter" ? text.activity.enter : (labels.get(key) ?? key));
