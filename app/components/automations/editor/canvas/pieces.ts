import type { Edge } from "@xyflow/react";
import { pathOfPosition } from "#core/automations/edit/place.ts";
import type { Drawn, Layout } from "../layout.ts";
import type { FlowNode } from "./nodes.tsx";

export interface CanvasPieces {
  nodes: FlowNode[];
  edges: Edge[];
  /** The content of each node, by key. */
  drawn: ReadonlyMap<string, Drawn>;
}

const hidden = { "aria-hidden": true } as const;

export const NO_PIECES: CanvasPieces = { nodes: [], edges: [], drawn: new Map() };

/**
 * Nodes and edges for React Flow. Unchanged pieces keep their identity, so they do not render again; typing a text
 * changes none.
 * @param draggable whether steps can be dragged
 */
export function canvasPiecesOf(
  { drawn: all, lines }: Layout,
  draggable: boolean,
  { nodes, edges, drawn }: CanvasPieces,
): CanvasPieces {
  const known = {
    nodes: new Map(nodes.map((node) => [node.id, node])),
    edges: new Map(edges.map((edge) => [edge.id, edge])),
  };
  return {
    nodes: unlessSame(
      nodes,
      all.map((one) => reuseNode(known.nodes.get(one.key), nodeOf(one, draggable))),
    ),
    edges: unlessSame(
      edges,
      lines.map((line) => known.edges.get(idOf(line)) ?? edgeOf(line)),
    ),
    drawn: new Map(all.map((one) => [one.key, reuseDrawn(drawn.get(one.key), one)])),
  };
}

const unlessSame = <T>(was: T[], is: T[]): T[] =>
  was.length === is.length && was.every((one, at) => one === is[at]) ? was : is;

const reuseNode = (was: FlowNode | undefined, is: FlowNode): FlowNode =>
  was &&
  was.draggable === is.draggable &&
  was.width === is.width &&
  was.height === is.height &&
  was.position.x === is.position.x &&
  was.position.y === is.position.y
    ? was
    : is;

function reuseDrawn(was: Drawn | undefined, is: Drawn): Drawn {
  if (!was) return is;
  const [before, now] = [comparable(was), comparable(is)];
  return Object.keys(before).length === Object.keys(now).length &&
    Object.entries(before).every(([key, value]) => now[key] === value)
    ? was
    : is;
}

const comparable = (drawn: Drawn): Record<string, unknown> => ({
  ...drawn,
  ...("place" in drawn && { place: pathOfPosition(drawn.place) }),
});

const nodeOf = (drawn: Drawn, draggable: boolean): FlowNode => ({
  id: drawn.key,
  type: drawn.kind,
  position: { x: drawn.x, y: drawn.y },
  width: drawn.width,
  height: drawn.height,
  // React Flow disables clicks on nodes that cannot be dragged.
  style: { pointerEvents: "all" },
  draggable: draggable && drawn.kind === "step",
  data: {},
});

const idOf = ({ from, to }: Layout["lines"][number]): string => `${from}>${to}`;
const edgeOf = (line: Layout["lines"][number]): Edge => ({
  id: idOf(line),
  source: line.from,
  target: line.to,
  type: "bend",
  domAttributes: hidden,
});
