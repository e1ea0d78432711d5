import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { Problem } from "#core/problem.ts";
import { text } from "#text/en.ts";
import { asSentence } from "#text/sentence.ts";
import { toast } from "./app-bridge.ts";

/** How every action of a route answers. */
export interface ActionResponse {
  ok: boolean;
  /** Why not, in words for the person. */
  message?: string;
  problems?: readonly Problem[];
}

type Posting = Parameters<ReturnType<typeof useFetcher>["submit"]>[0];

interface Wishes<T> {
  /** The route that is asked; the page's own without it. */
  action?: string;
  /** Said in passing when it worked. */
  said?: string | ((answer: T) => string);
  /** Whether the page tells of a no by itself, so that it need not be said in passing. */
  tells?: (answer: T) => boolean;
  /** Called once with each answer that is a yes, when the page shows what has changed. */
  onDone?: (answer: T) => void;
}

/**
 * Asks a route to do something, posting JSON, without leaving the page. A no is told in passing, unless it names
 * fields: those are for the form to show, which keeps what was typed.
 */
export function useAction<T extends ActionResponse = ActionResponse>({ action, said, tells, onDone }: Wishes<T> = {}) {
  const fetcher = useFetcher<T>();
  const { state } = fetcher;
  const answer = fetcher.data as T | undefined;
  const wishes = useRef({ said, tells, onDone });
  wishes.current = { said, tells, onDone };
  const settled = useRef<T>();
  useEffect(() => {
    if (!answer) return;
    const { said: words, tells: isTold } = wishes.current;
    if (answer.ok && words) toast(typeof words === "function" ? words(answer) : words);
    if (!answer.ok && !answer.problems?.length && !isTold?.(answer)) toast(answer.message ?? text.trouble.title, true);
  }, [answer]);
  // Not before the page has been read anew: to leave it meanwhile would break that off, and the next page with it.
  useEffect(() => {
    if (state !== "idle" || !answer || settled.current === answer) return;
    settled.current = answer;
    if (answer.ok) wishes.current.onDone?.(answer);
  }, [answer, state]);
  return {
    /** @param to another route than the usual one */
    act: (posting: object, to = action) =>
      fetcher.submit(posting as Posting, { method: "post", encType: "application/json", ...(to && { action: to }) }),
    busy: state !== "idle",
    answer,
    /** What is wrong with the field at a path, if anything. */
    problemAt: (path: string) => {
      const problem = answer?.ok === false ? answer.problems?.find((each) => each.path === path) : undefined;
      return problem && asSentence(problem.message);
    },
  };
}
