import { Button, Card } from "@shopify/polaris";
import { useCallback, useDeferredValue, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { ownSampleOutputs } from "#core/actions/index.ts";
import { availableFieldsOf } from "#core/automations/cross-check.ts";
import type { Draft, DraftStep } from "#core/automations/edit/draft.ts";
import type { RefusedDraft } from "#core/automations/edit/findings.ts";
import {
  pathOfPosition,
  positionInPath,
  positionOfStep,
  stepAtPosition,
  type StepPosition,
} from "#core/automations/edit/place.ts";
import { changeStep } from "#core/automations/edit/tree.ts";
import type { OfferedField, SuggestedKind } from "#core/automations/fields.ts";
import type { Facts } from "#core/intake/define.ts";
import { groupOf, isBuildable } from "#core/conditions/groups.ts";
import { formatCondition } from "#core/conditions/index.ts";
import { triggerOf } from "#core/triggers/index.ts";
import { text } from "#text/en.ts";
import type { MessageKind } from "#core/sending/message-kind.ts";
import type { FieldSurroundings, Choice, SegmentChoice } from "../fields/field.ts";
import { problemsWithin } from "../fields/problems-within.ts";
import { Announcer } from "./Announcer.tsx";
import { useHydrated } from "../../browser/use-hydrated.ts";
import { Canvas } from "./canvas/Canvas.tsx";
import { stepKey, TRIGGER_KEY } from "./layout.ts";
import { AutomationInspector } from "./inspector/AutomationInspector.tsx";
import { BlockInspector } from "./inspector/BlockInspector.tsx";
import { StepInspector } from "./inspector/StepInspector.tsx";
import type { LinkPlaces } from "#core/sending/links.ts";
import type { Snippet } from "#core/sending/snippets.ts";
import type { CustomerLanguages } from "#components/sending/languages.ts";
import type { ShownSample } from "#components/sending/sample.ts";
import { Problems } from "./Problems.tsx";
import { StepQuestions } from "./StepQuestions.tsx";
import { formatFindings } from "./format-findings.ts";
import { useFieldFocus } from "./use-field-focus.ts";
import { useFindings } from "./use-findings.ts";
import type { Editing } from "./use-history.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { useStableCallback } from "./use-stable-callback.ts";
import { useSelection } from "./use-selection.ts";
import { useStepActions } from "./use-step-actions.ts";
import type { PastePlace, StepActions } from "./flow-context.ts";
import { samplesFor } from "./samples-for.ts";

const words = text.editor;
/** As in workspace.css. */
const NARROW = "(max-width: 60rem)";
/** The path of the whole inspector: focuses its first field. */
const SETTINGS = "settings";

/** The shop's data that an automation may reference. */
export interface ShopAround {
  segments: readonly SegmentChoice[];
  automations: readonly Choice[];
  /** Values in use in the shop, for conditions and lists. */
  suggestions: Readonly<Record<SuggestedKind, readonly string[]>>;
  /** ISO 4217. */
  currency: string;
  /** The country of the prices. */
  country: string;
  /** Sample customers for previews, for the trigger of the loaded draft. */
  samples: readonly ShownSample[];
  samplesOf: string;
  links: LinkPlaces;
  /** The shop's setting "Use plain characters in values". */
  plainValues: boolean;
  snippets: readonly Snippet[];
  starters: readonly Snippet[];
  browsing: boolean;
  languages: CustomerLanguages;
}

interface WorkspaceProps {
  automationId: string;
  editing: Editing<Draft>;
  shop: ShopAround;
  usedIds: readonly string[];
  refused: RefusedDraft;
  /** Increments when the problems block an action. */
  blockedCount: number;
  readOnly: boolean;
  /** The step to select first. */
  opened: string | null;
  /** Saves the draft. */
  save: () => void;
}

/** The editor's workspace: flow, inspector and problems. */
export default function Workspace({
  automationId,
  editing,
  shop,
  usedIds,
  refused,
  blockedCount,
  readOnly,
  opened,
  save,
}: WorkspaceProps) {
  const draft = editing.present;
  const awake = useHydrated();
  // Typing has priority; the canvas and the validation follow.
  const drawn = useDeferredValue(draft);
  const selection = useSelection(draft.steps, opened);
  const [addedStep, setAddedStep] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const [wanted, setWanted] = useState<string | null>(null);
  const inspector = useRef<HTMLDivElement>(null);
  const focusField = useFieldFocus(inspector);
  const { draft: checked, findings, problemsOf } = useFindings(drawn, refused);
  const offered = useMemo(() => availableFieldsOf(drawn.trigger.type, drawn.steps), [drawn.trigger.type, drawn.steps]);
  const offeredAt = useCallback(
    (place: StepPosition) => offered.atStep.get(pathOfPosition(place)) ?? offered.anywhere,
    [offered],
  );

  const { selected, block } = selection;
  const place = selected === null ? null : positionOfStep(draft.steps, selected);
  const step = place && stepAtPosition(draft.steps, place);
  const settle = () => {
    editing.settle();
    setAddedStep(null);
  };
  const select = (id: string | null) => {
    settle();
    selection.select(id);
  };
  const open = (id: string | null, entering: boolean) => {
    select(id);
    // On narrow screens the settings lie below the flow, out of sight.
    if (entering || window.matchMedia(NARROW).matches) focusField(SETTINGS);
  };
  const steps = useStepActions({
    draft,
    change: editing.change,
    usedIds,
    offeredAt,
    selected: block,
    onSelect: (chosen) => {
      settle();
      selection.selectSteps(chosen);
    },
    onOpen: (id) => {
      open(id, true);
      setAddedStep(id);
    },
    announce: setSaid,
    onFocus: setWanted,
  });
  const travel = (go: () => void, what: string) => () => {
    go();
    setSaid(what);
  };
  const back = travel(editing.undo, words.said.undone);
  const forth = travel(editing.redo, words.said.redone);
  useShortcuts(back, forth, save, !readOnly);
  const acts = useStableCallback({ ...steps.acts });
  const { move, mayMove, extendTo, extendBy, find, focused, stepKeys, copyTo, pasteFrom, ...ways } = useStableCallback({
    back,
    forth,
    select: open,
    move: steps.move,
    mayMove: steps.mayMove,
    extendTo: (id: string) => {
      settle();
      selection.extendTo(id);
    },
    extendBy: (from: DraftStep, by: 1 | -1) => {
      settle();
      return selection.extendBy(from, by);
    },
    find: steps.find,
    copyTo: steps.copyTo,
    pasteFrom: (to: PastePlace, clipboard: DataTransfer) => !readOnly && steps.pasteFrom(to, clipboard),
    focused: () => setWanted(null),
    stepKeys: (event: KeyboardEvent, of: DraftStep) => !readOnly && doStepKey(event, of, steps.acts, select),
  });
  const { mayUndo, mayRedo } = editing;
  const history = useMemo(
    () => (readOnly ? null : { mayUndo, mayRedo, undo: ways.back, redo: ways.forth }),
    [readOnly, mayUndo, mayRedo, ways.back, ways.forth],
  );
  // A new step hides its problems until the merchant has edited it.
  const patient = addedStep !== null && addedStep === selected && blockedCount === 0;
  const { samples, samplesOf } = shop;
  // As text, because its identity must not change with each edit.
  const outputs = JSON.stringify(ownSampleOutputs(draft.steps));
  const around: FieldSurroundings = {
    ...shop,
    offered: place ? offeredAt(place) : offered.atEntry,
    samples: useMemo(
      () => samplesFor(draft.trigger.type, { samples, samplesOf }, JSON.parse(outputs) as Facts),
      [draft.trigger.type, samples, samplesOf, outputs],
    ),
    kind: draft.kind as MessageKind,
    patient,
  };
  const problems = useMemo(() => findings.filter(({ kind }) => kind === "problem"), [findings]);
  const shownProblems = useMemo(() => formatFindings(checked, findings), [checked, findings]);
  const starts = useMemo(
    () => ({ label: triggerOf(drawn.trigger.type).label, tells: startsWhen(drawn, offered.atEntry) }),
    [drawn, offered.atEntry],
  );
  const toFlow = () => setWanted(selected === null ? TRIGGER_KEY : stepKey(selected));
  // Validation results refer to the position of the step at that time.
  const checkedPlace = selected === null ? null : positionOfStep(checked.steps, selected);

  return (
    <div className="workspace">
      <div className="workspace-flow">
        {awake ? (
          <Canvas
            automationId={automationId}
            steps={drawn.steps}
            starts={starts}
            offeredAt={offeredAt}
            problemsOf={problemsOf}
            selected={selected}
            selectedIds={selection.selectedIds}
            select={ways.select}
            extendTo={extendTo}
            acts={readOnly ? null : acts}
            history={history}
            wanted={wanted}
            focusLost={selection.isGone}
            onFocused={focused}
            mayMove={mayMove}
            onMove={move}
            onExtend={extendBy}
            onStepKey={stepKeys}
            onCopy={copyTo}
            onPaste={pasteFrom}
            onFind={find}
          />
        ) : (
          <div className="workspace-waiting" />
        )}
      </div>
      <div className="workspace-side" ref={inspector} onBlur={editing.settle}>
        <Problems
          problems={shownProblems}
          blockedCount={blockedCount}
          onOpen={(path) => {
            const found = positionInPath(path);
            select((found && stepAtPosition(checked.steps, found.place)?.id) ?? null);
            focusField(path);
          }}
        />
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it handles keys of the fields within */}
        <div data-path={SETTINGS} onKeyDown={(event) => leavesFields(event) && toFlow()}>
          <Card>
            <fieldset
              className="inspector"
              disabled={readOnly || !awake}
              aria-label={step ? undefined : words.inspector.settings}
            >
              {step && block && block.count > 1 ? (
                <BlockInspector step={step} block={block} steps={draft.steps} acts={steps.acts} />
              ) : step && place ? (
                <StepInspector
                  key={step.id}
                  step={step}
                  problems={checkedPlace ? problemsWithin(problems, pathOfPosition(checkedPlace)) : []}
                  path={pathOfPosition(place)}
                  around={around}
                  onChange={(changed, what) =>
                    editing.change(
                      (present) => ({ ...present, steps: changeStep(present.steps, place, () => changed) }),
                      what && `${step.id} ${what}`,
                    )
                  }
                />
              ) : (
                <AutomationInspector
                  draft={draft}
                  problems={problems}
                  around={around}
                  offered={offered}
                  onChange={(changed, what) => editing.change(() => changed, what)}
                />
              )}
            </fieldset>
          </Card>
        </div>
        <div className="to-flow">
          <Button fullWidth onClick={toFlow}>
            {words.toFlow}
          </Button>
        </div>
      </div>
      <StepQuestions {...steps} />
      <Announcer said={said} />
    </div>
  );
}

/** What the trigger's card says: the entry conditions, or what the trigger waits for. */
function startsWhen({ trigger, conditions }: Draft, offered: readonly OfferedField[]): string {
  return isBuildable(conditions) && groupOf(conditions).parts.length > 0
    ? words.onlyIf(formatCondition(conditions, offered))
    : triggerOf(trigger.type).description;
}

/**
 * Whether a key leads from the settings back to the flow: F6, or Escape where it closes nothing. A list that is open
 * below its field, and a dialog above the page, keep Escape.
 */
function leavesFields({ key, target, currentTarget }: KeyboardEvent): boolean {
  const isInside = target instanceof Element && currentTarget.contains(target);
  if (!isInside || (key !== "F6" && key !== "Escape")) return false;
  return key === "F6" || target.closest('[aria-expanded="true"]') === null;
}

/** Keyboard actions on the focused step. */
function doStepKey(
  event: KeyboardEvent,
  step: DraftStep,
  acts: StepActions,
  select: (id: string | null) => void,
): void {
  const done = (act: () => void) => {
    event.preventDefault();
    act();
  };
  if (event.altKey && event.key === "ArrowUp") done(() => acts.up(step));
  else if (event.altKey && event.key === "ArrowDown") done(() => acts.down(step));
  else if (event.key === "Delete" || event.key === "Backspace") done(() => acts.remove(step));
  else if (event.key === "Escape") done(() => select(step.id));
}
