import { BaseEdge, type EdgeProps } from "@xyflow/react";

const RADIUS = 10;
/** The distance of a line's turn above its target: arms part below their step, and meet above the next. */
const TURNS_ABOVE = 16;

/** A line of the flow with rounded corners. */
export function Bend({ sourceX, sourceY, targetX, targetY }: EdgeProps) {
  return <BaseEdge path={bend(sourceX, sourceY, targetX, targetY)} />;
}

function bend(fromX: number, fromY: number, toX: number, toY: number): string {
  const across = toX - fromX;
  if (Math.abs(across) < 1) return `M ${fromX} ${fromY} V ${toY}`;
  const turn = toY - TURNS_ABOVE;
  const round = Math.min(RADIUS, Math.abs(across) / 2, TURNS_ABOVE);
  const side = Math.sign(across) * round;
  return (
    `M ${fromX} ${fromY} V ${turn - round} Q ${fromX} ${turn} ${fromX + side} ${turn} H ${toX - side} ` +
    `Q ${toX} ${turn} ${toX} ${turn + round} V ${toY}`
  );
}
