import "@xyflow/react/dist/base.css";
import "./canvas.css";
import { ReactFlow, ReactFlowProvider, type Edge } from "@xyflow/react";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import type { DraftStep } from "#core/automation/edit/draft.ts";
import type { Place } from "#core/automation/edit/place.ts";
import { text } from "#text/en.ts";
import { FlowProvider, type FlowState } from "../flow-context.ts";
import { layOut, TRIGGER_KEY, type Drawn } from "../layout.ts";
import { isWalkKey, stopsOf, walk } from "../walk.ts";
import { Bend } from "./Bend.tsx";
import { nodeTypes, type FlowNode } from "./nodes.tsx";
import { Tools } from "./Tools.tsx";
import { useDrag } from "./use-drag.ts";
import { useView } from "./use-view.ts";

const edgeTypes = { bend: Bend };
const ZOOM = { least: 0.2, most: 1.5 };
const hidden = { "aria-hidden": true } as const;

interface CanvasProps extends Omit<FlowState, "current" | "dropAt" | "dragging"> {
  history: Parameters<typeof Tools>[0]["history"];
  /** What is to have the focus as soon as it is drawn. */
  wanted: string | null;
  onFocused: () => void;
  onMove: (from: Place, to: Place) => void;
  /** A key pressed on a step that means something to be done with it. */
  onStepKey: (event: KeyboardEvent, step: DraftStep) => void;
}

/** The flow, drawn; to be walked by arrow keys. */
export const Canvas = (props: CanvasProps) => (
  <ReactFlowProvider>
    <Drawing {...props} />
  </ReactFlowProvider>
);

function Drawing({ history, wanted, onFocused, onMove, onStepKey, ...flow }: CanvasProps) {
  const { steps, acts } = flow;
  const frame = useRef<HTMLDivElement>(null);
  const layout = useMemo(() => layOut(steps), [steps]);
  const { held, dropAt, handlers } = useDrag(layout.drawn, steps, onMove);
  const view = useView(frame, layout.width);
  const stops = stopsOf(layout.drawn, acts !== null);
  const [focused, setFocused] = useState(TRIGGER_KEY);
  const current = stops.some(({ key }) => key === focused) ? focused : TRIGGER_KEY;

  const focus = (key: string | null) => frame.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(key ?? "")}"]`)?.focus({ preventScroll: true });
  useFocusWhenDrawn(layout.drawn, wanted, focus, onFocused);

  const nodes = useMemo(() => layout.drawn.map((drawn) => nodeOf(drawn, acts !== null)), [layout, acts !== null]);
  const shown = held ? nodes.map((node) => (node.id === held.key ? { ...node, position: held.position } : node)) : nodes;
  const edges = useMemo(() => layout.lines.map(edgeOf), [layout]);

  const onKeyDown = (event: KeyboardEvent) => {
    const at = event.target instanceof HTMLElement ? event.target.dataset.stop : undefined;
    const stop = at === undefined ? undefined : stops.find(({ key }) => key === at);
    if (!stop) return;
    if (!event.altKey && !event.metaKey && !event.ctrlKey && isWalkKey(event.key)) {
      event.preventDefault();
      focus(walk(stops, stop.key, event.key));
    } else if (stop.kind === "step") onStepKey(event, stop.step);
  };

  return (
    <FlowProvider value={{ ...flow, current, dropAt, dragging: held !== null }}>
      <div
        ref={frame}
        className="flow"
        role="group"
        aria-label={text.editor.flow}
        aria-description={text.editor.flowHelp}
        onKeyDown={onKeyDown}
        onFocus={({ target }) => {
          const stop = stops.find(({ key }) => key === target.dataset.stop);
          if (!stop) return;
          setFocused(stop.key);
          if (target.matches(":focus-visible")) view.reveal(stop);
        }}
      >
        <ReactFlow<FlowNode>
          nodes={shown}
          edges={edges}
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
          proOptions={{ hideAttribution: true }}
        >
          <Tools history={history} />
        </ReactFlow>
      </div>
    </FlowProvider>
  );
}

/** Gives the focus to something that was just made, once it is there. */
function useFocusWhenDrawn(drawn: readonly Drawn[], wanted: string | null, focus: (key: string) => void, onFocused: () => void): void {
  useEffect(() => {
    if (wanted === null || !drawn.some(({ key }) => key === wanted)) return;
    focus(wanted);
    onFocused();
  }, [drawn, wanted]);
}

const canBeDragged = (): boolean => window.matchMedia("(pointer: fine)").matches;

const nodeOf = (drawn: Drawn, editable: boolean): FlowNode =>
  ({
    id: drawn.key,
    type: drawn.kind,
    position: { x: drawn.x, y: drawn.y },
    width: drawn.width,
    height: drawn.height,
    // Else only what can be dragged could be pressed.
    style: { pointerEvents: "all" },
    draggable: editable && drawn.kind === "step" && canBeDragged(),
    data: { drawn },
  }) as FlowNode;

const edgeOf = ({ from, to }: { from: string; to: string }): Edge => ({ id: `${from}>${to}`, source: from, target: to, type: "bend", domAttributes: hidden });
