import { useReactFlow, type NodeChange, type OnNodeDrag, type XYPosition } from "@xyflow/react";
import { useCallback, useState } from "react";
import type { StepPosition } from "#core/automations/edit/place.ts";
import type { Drawn } from "../layout.ts";
import { useStableCallback } from "../use-stable-callback.ts";
import type { FlowNode } from "./nodes.tsx";

/** Snap distance to a drop place, in flow pixels. */
const REACH = 70;

type Gap = Extract<Drawn, { kind: "gap" }>;

/** Drags a step, and those that are selected with it, onto a place between others. */
export function useDrag(
  drawn: readonly Drawn[],
  mayMove: (from: StepPosition, to: StepPosition) => boolean,
  move: (from: StepPosition, to: StepPosition) => void,
) {
  const { screenToFlowPosition } = useReactFlow();
  const [held, setHeld] = useState<{ key: string; position: XYPosition } | null>(null);
  const [dropAt, setDropAt] = useState<Gap | null>(null);

  const placeOf = ({ id }: FlowNode): StepPosition | null => {
    const dragged = drawn.find(({ key }) => key === id);
    return dragged?.kind === "step" ? dragged.place : null;
  };
  const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]) => {
    for (const change of changes)
      if (change.type === "position" && change.dragging && change.position)
        setHeld({ key: change.id, position: change.position });
  }, []);
  const onNodeDrag = (event: Parameters<OnNodeDrag<FlowNode>>[0], node: FlowNode) => {
    const at = screenToFlowPosition(pointOf(event));
    const from = placeOf(node);
    setDropAt(from && nearest(drawn, at, ({ place }) => mayMove(from, place)));
  };
  const onNodeDragStop = (_event: unknown, node: FlowNode) => {
    const from = placeOf(node);
    if (dropAt && from) move(from, dropAt.place);
    setHeld(null);
    setDropAt(null);
  };
  // New handlers would make React Flow update every node.
  const drags = useStableCallback({ onNodeDrag, onNodeDragStop });
  return { held, dropAt: dropAt?.key ?? null, handlers: { onNodesChange, ...drags } };
}

function pointOf(event: Parameters<OnNodeDrag<FlowNode>>[0]): XYPosition {
  const point = "touches" in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
}

function nearest(drawn: readonly Drawn[], { x, y }: XYPosition, isOpen: (gap: Gap) => boolean): Gap | null {
  const within = drawn
    .filter((one): one is Gap => one.kind === "gap" && isOpen(one))
    .map((gap) => ({ gap, away: Math.hypot(gap.x + gap.width / 2 - x, gap.y + gap.height / 2 - y) }))
    .filter(({ away }) => away <= REACH)
    .sort((a, b) => a.away - b.away);
  return within[0]?.gap ?? null;
}
