import { useEffect, useRef, useState } from "react";
import type { Draft } from "#core/automations/edit/draft.ts";
import type { Problem } from "#core/problem.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { toast } from "#components/browser/app-bridge.ts";
import { useAction, type ActionResponse } from "#components/browser/use-action.ts";
import type { Editing } from "./use-history.ts";

const words = text.editor;

interface Theirs {
  draft: Draft | null;
  revision: string;
  saved: { by: string | null; at: ShownMoment } | null;
}

interface KeepAnswer extends ActionResponse {
  revision?: string;
  theirs?: Theirs;
}

/** What the server has, as far as this page knows. */
interface Kept {
  draft: Draft;
  revision: string;
  problems: readonly Problem[];
}

/** Saving a draft, and what to do where somebody else has saved meanwhile. */
export function useDraftSaving(editing: Editing<Draft>, first: Kept) {
  const [kept, setKept] = useState(first);
  const [heeded, setHeeded] = useState<KeepAnswer>();
  const [hindered, setHindered] = useState(0);
  const sent = useRef<{ draft: Draft; then?: (() => void) | undefined }>({ draft: first.draft });
  const { act, busy, answer } = useAction<KeepAnswer>({
    tells: ({ theirs }) => theirs !== undefined,
    onDone: ({ revision = "", problems = [] }) => {
      const { draft, then } = sent.current;
      setKept({ draft, revision, problems });
      if (then && problems.length > 0) {
        setHindered((times) => times + 1);
        toast(words.solveFirst(problems.length), true);
      } else if (then) then();
      else toast(problems.length > 0 ? words.savedWithProblems(problems.length) : words.saved);
    },
  });
  // What keeps a draft from being kept at all is no problem of a flow that the editor could show.
  useEffect(() => {
    if (answer?.ok === false && answer.problems?.length) toast(words.notKept, true);
  }, [answer]);
  const theirs = answer === heeded ? null : (answer?.theirs ?? null);
  const keep = (basedOn: string | null, then?: () => void) => {
    sent.current = { draft: editing.present, then };
    act({ document: editing.present, basedOn });
  };
  return {
    kept,
    dirty: !isSame(editing.present, kept.draft),
    saving: busy,
    /** How often it could not go on after saving, for what is wrong. */
    hindered,
    save: () => keep(kept.revision),
    /** Saves, and goes on where nothing is wrong with it. */
    saveAnd: (then: () => void) => keep(kept.revision, then),
    discard: () => editing.change(() => kept.draft),
    theirs,
    settle: {
      later: () => setHeeded(answer),
      overwrite: () => {
        setHeeded(answer);
        keep(null);
      },
      load: () => {
        if (!theirs?.draft) return;
        const { draft, revision } = theirs;
        editing.change(() => draft);
        setKept({ draft, revision, problems: [] });
        setHeeded(answer);
        toast(words.conflict.loaded);
      },
    },
  };
}

const isSame = (one: Draft, other: Draft): boolean => one === other || JSON.stringify(one) === JSON.stringify(other);
