import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { Problem } from "#core/problem.ts";
import { text } from "#text/en.ts";
import { asSentence } from "#text/sentence.ts";
import { toast } from "./app-bridge.ts";

/** The response of every route action. */
export interface ActionResponse {
  ok: boolean;
  /** The refusal, for the person. */
  message?: string;
  problems?: readonly Problem[];
}

type Posting = Parameters<ReturnType<typeof useFetcher>["submit"]>[0];

interface ActionOptions<T> {
  /** The route; by default the current one. */
  action?: string;
  /** The toast on success. */
  said?: string | ((answer: T) => string);
  /** Whether the page shows this refusal itself, instead of a toast. */
  tells?: (answer: T) => boolean;
  /** Called once per success, after revalidation. */
  onDone?: (answer: T) => void;
}

/**
 * Posts JSON to a route action without navigation. A refusal is a toast, unless it names fields: then the form shows
 * it and keeps its input.
 */
export function useAction<T extends ActionResponse = ActionResponse>({
  action,
  said,
  tells,
  onDone,
}: ActionOptions<T> = {}) {
  const fetcher = useFetcher<T>();
  const { state } = fetcher;
  const answer = fetcher.data as T | undefined;
  const options = useRef({ said, tells, onDone });
  options.current = { said, tells, onDone };
  const settled = useRef<T>();
  useEffect(() => {
    if (!answer) return;
    const { said: words, tells: isTold } = options.current;
    if (answer.ok && words) toast(typeof words === "function" ? words(answer) : words);
    if (!answer.ok && !answer.problems?.length && !isTold?.(answer)) toast(answer.message ?? text.trouble.title, true);
  }, [answer]);
  // Waits for revalidation: a navigation before would abort it.
  useEffect(() => {
    if (state !== "idle" || !answer || settled.current === answer) return;
    settled.current = answer;
    if (answer.ok) options.current.onDone?.(answer);
  }, [answer, state]);
  return {
    /** @param to another route than `action` */
    act: (posting: object, to = action) =>
      fetcher.submit(posting as Posting, { method: "post", encType: "application/json", ...(to && { action: to }) }),
    busy: state !== "idle",
    answer,
    /** The message for the field at a path. */
    problemAt: (path: string) => {
      const problem = answer?.ok === false ? answer.problems?.find((each) => each.path === path) : undefined;
      return problem && asSentence(problem.message);
    },
  };
}
