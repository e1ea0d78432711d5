import "@xyflow/react/dist/base.css";
import "./canvas.css";
import { Text } from "@shopify/polaris";
import { ReactFlow, ReactFlowProvider } from "@xyflow/react";
import { memo, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import type { DraftStep } from "#core/automations/edit/draft.ts";
import type { StepPosition } from "#core/automations/edit/place.ts";
import { text } from "#text/en.ts";
import { FlowProvider, useFlowOf, type FlowState, type PastePlace } from "../flow-context.ts";
import { layOut, stepKey, TRIGGER_KEY, type Drawn } from "../layout.ts";
import { isCanvasKey, stopsOf, nextStop, pastePlaceOf } from "../canvas-keys.ts";
import { Bend } from "./Bend.tsx";
import { nodeTypes, type FlowNode } from "./nodes.tsx";
import { Tools } from "./Tools.tsx";
import { useDrag } from "./use-drag.ts";
import { useFigures } from "./use-figures.ts";
import { NO_PIECES, canvasPiecesOf } from "./pieces.ts";
import { useView } from "./use-view.ts";

const edgeTypes = { bend: Bend };
const BARE = { hideAttribution: true };
const ZOOM = { least: 0.2, most: 1.5 };
/** Frames to wait for a new element: half a second. */
const MOST_FRAMES = 30;

interface CanvasProps extends Omit<FlowState, "drawn" | "current" | "dropAt" | "dragging" | "figures"> {
  automationId: string;
  history: Parameters<typeof Tools>[0]["history"];
  /** The part to focus once it is rendered. */
  wanted: string | null;
  onFocused: () => void;
  /** The focused part may have gone with its step. */
  focusLost: boolean;
  mayMove: (from: StepPosition, to: StepPosition) => boolean;
  onMove: (from: StepPosition, to: StepPosition) => void;
  /**
   * Shift with arrow up or down on a focused step.
   * @returns the id of the step that is now selected too
   */
  onExtend: (step: DraftStep, by: 1 | -1) => string | null;
  /** A shortcut on a focused step. */
  onStepKey: (event: KeyboardEvent, step: DraftStep) => void;
  /** Ctrl+C on a focused step. */
  onCopy: (step: DraftStep, clipboard: DataTransfer) => void;
  /** Ctrl+V on a focused part. */
  onPaste: (to: PastePlace, clipboard: DataTransfer) => void;
  /** Opens the step search. */
  onFind: () => void;
}

/** The canvas of the flow. Memoised: edits in the inspector do not render it. */
export const Canvas = memo((props: CanvasProps) => (
  <ReactFlowProvider>
    <Drawing {...props} />
  </ReactFlowProvider>
));
Canvas.displayName = "Canvas";

function Drawing({
  automationId,
  history,
  wanted,
  onFocused,
  focusLost,
  mayMove,
  onMove,
  onExtend,
  onStepKey,
  onCopy,
  onPaste,
  onFind,
  ...flow
}: CanvasProps) {
  const { steps, acts, selected } = flow;
  const editable = acts !== null;
  const help = useId();
  const frame = useRef<HTMLDivElement>(null);
  const layout = useMemo(() => layOut(steps), [steps]);
  const { held, dropAt, handlers } = useDrag(layout.drawn, mayMove, onMove);
  const view = useView(frame, layout.width, layout.height);
  const { figures, ...ofFigures } = useFigures(automationId);
  const stops = stopsOf(layout.drawn, editable);
  const [focused, setFocused] = useState(TRIGGER_KEY);
  const current = stops.some(({ key }) => key === focused) ? focused : TRIGGER_KEY;

  const focus = (key: string): boolean => {
    const stop = frame.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(key)}"]`);
    stop?.focus({ preventScroll: true });
    frame.current?.scrollIntoView({ block: "nearest" });
    const found = layout.drawn.find((one) => one.key === key);
    if (found) view.reveal(found);
    return stop !== undefined && stop === document.activeElement;
  };
  useFocusWhenDrawn(wanted, focus, onFocused);
  useEffect(() => {
    if (focusLost && document.activeElement === document.body)
      frame.current?.querySelector<HTMLElement>(`[data-stop=${TRIGGER_KEY}]`)?.focus({ preventScroll: true });
  }, [focusLost]);

  const before = useRef(NO_PIECES);
  const { nodes, edges, drawn } = useMemo(
    () => (before.current = canvasPiecesOf(layout, editable && canBeDragged(), before.current)),
    [layout, editable],
  );
  const shown = held
    ? nodes.map((node) => (node.id === held.key ? { ...node, position: held.position } : node))
    : nodes;

  // A step that opens from elsewhere, such as from a problem, scrolls into view; a new one does once it is drawn.
  const { reveal } = view;
  const drawnNow = useRef(layout.drawn);
  drawnNow.current = layout.drawn;
  const openedKey = useMemo(() => (selected === null ? "" : stepKey(selected)), [selected]);
  const isDrawn = drawn.has(openedKey);
  useEffect(() => {
    const opened = isDrawn ? drawnNow.current.find(({ key }) => key === openedKey) : undefined;
    if (opened) reveal(opened);
  }, [openedKey, isDrawn, reveal]);

  const stopAt = ({ target }: { target: EventTarget }): Drawn | undefined => {
    const at = target instanceof HTMLElement ? target.dataset.stop : undefined;
    return at === undefined ? undefined : stops.find(({ key }) => key === at);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const stop = stopAt(event);
    if (!stop) return;
    if (event.shiftKey && stop.kind === "step" && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const reached = onExtend(stop.step, event.key === "ArrowDown" ? 1 : -1);
      if (reached !== null) focus(stepKey(reached));
      return;
    }
    if (!event.altKey && !event.metaKey && !event.ctrlKey && isCanvasKey(event.key)) {
      event.preventDefault();
      const next = nextStop(stops, stop.key, event.key);
      if (next !== null) focus(next);
    } else if (stop.kind === "step") onStepKey(event, stop.step);
  };

  const state = useFlowOf({ ...flow, figures, drawn, current, dropAt, dragging: held !== null });
  return (
    <FlowProvider value={state}>
      <div
        ref={frame}
        className="flow"
        role="presentation"
        onKeyDown={onKeyDown}
        onCopy={(event) => {
          const stop = stopAt(event);
          // A selected text is copied as such.
          if (stop?.kind !== "step" || getSelection()?.isCollapsed === false) return;
          event.preventDefault();
          onCopy(stop.step, event.clipboardData);
        }}
        onPaste={(event) => {
          const stop = stopAt(event);
          const place = stop && pastePlaceOf(stop);
          if (!place) return;
          event.preventDefault();
          onPaste(place, event.clipboardData);
        }}
        onFocus={({ target }) => {
          const stop = stops.find(({ key }) => key === target.dataset.stop);
          if (!stop) return;
          setFocused(stop.key);
          if (target.matches(":focus-visible")) view.reveal(stop);
        }}
      >
        <Text as="p" id={help} visuallyHidden>
          {text.editor.flowHelp}
        </Text>
        <section aria-label={text.editor.flow} aria-describedby={help}>
          <ReactFlow<FlowNode>
            nodes={shown}
            edges={held ? edges.filter(({ source, target }) => source !== held.key && target !== held.key) : edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            {...handlers}
            onInit={view.begin}
            minZoom={ZOOM.least}
            maxZoom={ZOOM.most}
            panOnScroll
            nodesConnectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            elementsSelectable={false}
            selectNodesOnDrag={false}
            disableKeyboardA11y
            deleteKeyCode={null}
            selectionKeyCode={null}
            multiSelectionKeyCode={null}
            nodeDragThreshold={6}
            zoomOnDoubleClick={false}
            proOptions={BARE}
          >
            <Tools history={history} onFit={view.showWhole} onFind={onFind} figures={ofFigures} />
          </ReactFlow>
        </section>
      </div>
    </FlowProvider>
  );
}

/** Focuses a new or moved part once it is rendered. */
function useFocusWhenDrawn(wanted: string | null, focus: (key: string) => boolean, onFocused: () => void): void {
  const now = useRef({ focus, onFocused });
  now.current = { focus, onFocused };
  useEffect(() => {
    if (wanted === null) return undefined;
    let left = MOST_FRAMES;
    let frame = requestAnimationFrame(function look() {
      if (now.current.focus(wanted) || left-- === 0) now.current.onFocused();
      else frame = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(frame);
  }, [wanted]);
}

/** On touch screens a drag pans the flow; steps move by their menu. */
const canBeDragged = (): boolean => window.matchMedia("(pointer: fine)").matches;
