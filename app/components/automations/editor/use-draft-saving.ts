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

interface SaveAnswer extends ActionResponse {
  revision?: string;
  theirs?: Theirs;
}

/** The draft on the server, as far as this page knows. */
interface SavedDraft {
  draft: Draft;
  revision: string;
  problems: readonly Problem[];
}

/** Saves a draft, and handles conflicts with other editors. */
export function useDraftSaving(editing: Editing<Draft>, first: SavedDraft) {
  const [kept, setKept] = useState(first);
  const [handled, setHandled] = useState<SaveAnswer>();
  const [blockedCount, setBlockedCount] = useState(0);
  const sent = useRef<{ draft: Draft; then?: (() => void) | undefined }>({ draft: first.draft });
  const { act, busy, answer } = useAction<SaveAnswer>({
    tells: ({ theirs }) => theirs !== undefined,
    onDone: ({ revision = "", problems = [] }) => {
      const { draft, then } = sent.current;
      setKept({ draft, revision, problems });
      if (then && problems.length > 0) {
        setBlockedCount((times) => times + 1);
        toast(words.solveFirst(problems.length), true);
      } else if (then) then();
      else toast(problems.length > 0 ? words.savedWithProblems(problems.length) : words.saved);
    },
  });
  // A draft that cannot be stored at all has no problem that the flow could show.
  useEffect(() => {
    if (answer?.ok === false && answer.problems?.length) toast(words.notKept, true);
  }, [answer]);
  const theirs = answer === handled ? null : (answer?.theirs ?? null);
  const save = (basedOn: string | null, then?: () => void) => {
    sent.current = { draft: editing.present, then };
    act({ document: editing.present, basedOn });
  };
  return {
    kept,
    dirty: !isSame(editing.present, kept.draft),
    saving: busy,
    /** Counts the actions that problems blocked after a save. */
    blockedCount,
    save: () => save(kept.revision),
    /** Saves, and continues if there are no problems. */
    saveAnd: (then: () => void) => save(kept.revision, then),
    discard: () => editing.change(() => kept.draft),
    theirs,
    settle: {
      later: () => setHandled(answer),
      overwrite: () => {
        setHandled(answer);
        save(null);
      },
      load: () => {
        if (!theirs?.draft) return;
        const { draft, revision } = theirs;
        editing.change(() => draft);
        setKept({ draft, revision, problems: [] });
        setHandled(answer);
        toast(words.conflict.loaded);
      },
    },
  };
}

const isSame = (one: Draft, other: Draft): boolean => one === other || JSON.stringify(one) === JSON.stringify(other);
