import type { Condition } from "./condition.ts";
import { groupOf, isLeaf, writeGroup } from "./groups.ts";

/** Where a part stands: its number in the outermost group, then in the group that it lies in there, and so on. */
export type Address = readonly number[];

/** A condition with its part at an address somewhere else, or there once more; `at` is where that stands now. */
export interface Rearranged {
  condition: Condition | undefined;
  at: Address;
}

/**
 * Changes the parts of the group at an address. A group that is left empty goes.
 * @returns undefined where nothing is left
 */
export function changeParts(
  condition: Condition | undefined,
  group: Address,
  change: (parts: readonly Condition[]) => readonly Condition[],
): Condition | undefined {
  const { kind, parts } = groupOf(condition);
  const [at, ...below] = group;
  const changed =
    at === undefined
      ? change(parts)
      : parts.flatMap((part, index) => (index === at ? (changeParts(part, below, change) ?? []) : part));
  return changed.length === 0 ? undefined : writeGroup(kind, changed);
}

export const partAt = (condition: Condition | undefined, address: Address): Condition | undefined =>
  address.reduce<Condition | undefined>((found, at) => (found ? groupOf(found).parts[at] : undefined), condition);

const split = (address: Address): { group: Address; at: number } => ({
  group: address.slice(0, -1),
  at: address.at(-1) ?? 0,
});

export function replacePart(
  condition: Condition | undefined,
  address: Address,
  part: Condition,
): Condition | undefined {
  const { group, at } = split(address);
  return changeParts(condition, group, (parts) => parts.toSpliced(at, 1, part));
}

export function removePart(condition: Condition | undefined, address: Address): Condition | undefined {
  const { group, at } = split(address);
  return changeParts(condition, group, (parts) => parts.toSpliced(at, 1));
}

export function addPart(condition: Condition | undefined, group: Address, part: Condition): Rearranged {
  const end = groupOf(group.length === 0 ? condition : partAt(condition, group)).parts.length;
  return { condition: changeParts(condition, group, (parts) => [...parts, part]), at: [...group, end] };
}

export function duplicatePart(condition: Condition | undefined, address: Address): Rearranged {
  const { group, at } = split(address);
  const copied = changeParts(condition, group, (parts) =>
    parts.flatMap((part, index) => (index === at ? [part, structuredClone(part)] : part)),
  );
  return { condition: copied, at: [...group, at + 1] };
}

/** How a part may be moved: past its neighbour, into a neighbouring group, or out of its own to stand behind that. */
export type Move = "up" | "down" | "into_above" | "into_below" | "out";

/** The group a part comes into by a move, and its number there; null where the move cannot be made. */
function goalOf(condition: Condition | undefined, address: Address, move: Move): { group: Address; at: number } | null {
  const { group, at } = split(address);
  const { parts } = groupOf(group.length === 0 ? condition : partAt(condition, group));
  const isGroup = (index: number): boolean => parts[index] !== undefined && !isLeaf(parts[index]);
  const goals: Record<Move, () => { group: Address; at: number } | null> = {
    up: () => (at > 0 ? { group, at: at - 1 } : null),
    down: () => (at < parts.length - 1 ? { group, at: at + 2 } : null),
    into_above: () => (isGroup(at - 1) ? { group: [...group, at - 1], at: groupOf(parts[at - 1]).parts.length } : null),
    into_below: () => (isGroup(at + 1) ? { group: [...group, at + 1], at: 0 } : null),
    out: () => (group.length > 0 ? { group: group.slice(0, -1), at: split(group).at + 1 } : null),
  };
  return goals[move]();
}

const moves: readonly Move[] = ["up", "down", "into_above", "into_below", "out"];

/** The moves that can be made with a part. */
export const movesOf = (condition: Condition | undefined, address: Address): Move[] =>
  moves.filter((move) => goalOf(condition, address, move));

export function movePart(condition: Condition | undefined, address: Address, move: Move): Rearranged {
  const part = partAt(condition, address);
  const goal = goalOf(condition, address, move);
  if (!part || !goal) return { condition, at: address };
  // Its old place is kept by a mark until it has its new one, so that no address shifts in between.
  const mark: Condition = { all: [] };
  const marked = replacePart(condition, address, mark);
  const moved = changeParts(marked, goal.group, (parts) => parts.toSpliced(goal.at, 0, part));
  const swept = withoutMark(moved, mark);
  return { condition: swept, at: addressOf(swept, part) ?? address };
}

function withoutMark(condition: Condition | undefined, mark: Condition): Condition | undefined {
  const found = addressOf(condition, mark);
  return found ? removePart(condition, found) : condition;
}

/** The address of this very part. */
function addressOf(condition: Condition | undefined, sought: Condition): Address | null {
  for (const [at, part] of groupOf(condition).parts.entries()) {
    if (part === sought) return [at];
    const below = isLeaf(part) ? null : addressOf(part, sought);
    if (below) return [at, ...below];
  }
  return null;
}
