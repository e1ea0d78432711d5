import "@xyflow/react/dist/base.css";
import "./canvas.css";
import { Text } from "@shopify/polaris";
import { ReactFlow, ReactFlowProvider, type Edge } from "@xyflow/react";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
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
/** So long is waited for what is drawn anew to be there: half a second. */
const MOST_FRAMES = 30;
const hidden = { "aria-hidden": true } as const;

interface CanvasProps extends Omit<FlowState, "current" | "dropAt" | "dragging"> {
  history: Parameters<typeof Tools>[0]["history"];
  /** What is to have the focus as soon as it is drawn. */
  wanted: string | null;
  onFocused: () => void;
  /** What had the focus may have gone with its step. */
  bereft: boolean;
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

function Drawing({ history, wanted, onFocused, bereft, onMove, onStepKey, ...flow }: CanvasProps) {
  const { steps, acts } = flow;
  const editable = acts !== null;
  const help = useId();
  const frame = useRef<HTMLDivElement>(null);
  const layout = useMemo(() => layOut(steps), [steps]);
  const { held, dropAt, handlers } = useDrag(layout.drawn, steps, onMove);
  const view = useView(frame, layout.width);
  const stops = stopsOf(layout.drawn, editable);
  const [focused, setFocused] = useState(TRIGGER_KEY);
  const current = stops.some(({ key }) => key === focused) ? focused : TRIGGER_KEY;

  const focus = (key: string): boolean => {
    const stop = frame.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(key)}"]`);
    stop?.focus({ preventScroll: true });
    const drawn = layout.drawn.find((one) => one.key === key);
    if (drawn) view.reveal(drawn);
    return stop !== undefined && stop === document.activeElement;
  };
  useFocusWhenDrawn(wanted, focus, onFocused);
  useEffect(() => {
    if (bereft && document.activeElement === document.body) frame.current?.querySelector<HTMLElement>(`[data-stop=${TRIGGER_KEY}]`)?.focus({ preventScroll: true });
  }, [bereft]);

  const nodes = useMemo(() => layout.drawn.map((drawn) => nodeOf(drawn, editable)), [layout, editable]);
  const shown = held ? nodes.map((node) => (node.id === held.key ? { ...node, position: held.position } : node)) : nodes;
  const edges = useMemo(() => layout.lines.map(edgeOf), [layout]);

  const onKeyDown = (event: KeyboardEvent) => {
    const at = event.target instanceof HTMLElement ? event.target.dataset.stop : undefined;
    const stop = at === undefined ? undefined : stops.find(({ key }) => key === at);
    if (!stop) return;
    if (!event.altKey && !event.metaKey && !event.ctrlKey && isWalkKey(event.key)) {
      event.preventDefault();
      const next = walk(stops, stop.key, event.key);
      if (next !== null) focus(next);
    } else if (stop.kind === "step") onStepKey(event, stop.step);
  };

  return (
    <FlowProvider value={{ ...flow, current, dropAt, dragging: held !== null }}>
      <div
        ref={frame}
        className="flow"
        role="presentation"
        onKeyDown={onKeyDown}
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
          proOptions={{ hideAttribution: true }}
        >
          <Tools history={history} />
        </ReactFlow>
        </section>
      </div>
    </FlowProvider>
  );
}

/** Gives the focus to something that was just made or moved, once it is there to take it. */
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
