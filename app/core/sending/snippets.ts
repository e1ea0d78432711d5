import type { Problem } from "../problem.ts";
import { checkTemplate } from "./templates/engine.ts";

/** A text that the team inserts into messages. */
export interface Snippet {
  title: string;
  /** Liquid. */
  body: string;
}

/** Snippets that would break a message, or that have the title of an earlier one. */
export const snippetProblems = (snippets: readonly Snippet[]): Problem[] =>
  snippets.flatMap(({ title, body }, at) => {
    const problem = checkTemplate(body);
    const isTaken = snippets.findIndex((one) => one.title.toLowerCase() === title.toLowerCase()) < at;
    return [
      ...(isTaken
        ? [{ path: `snippets.${at}.title`, message: "is the title of another snippet; give each its own" }]
        : []),
      ...(problem ? [{ path: `snippets.${at}.body`, message: problem }] : []),
    ];
  });
