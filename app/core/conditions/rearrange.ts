import type { Condition } from "./condition.ts";
import { groupOf, isLeaf, writeGroup } from "./groups.ts";

/** The position of a part: its index in the outermost group, then in each nested group. */
export type Address = readonly number[];

/** A condition after an edit; `at` is the new position of the edited part. */
export interface Rearranged {
  condition: Condition | undefined;
  at: Address;
}

/**
 * Edits the parts of the group at an address. Removes groups that become empty.
 * @returns undefined when no part is left
 */
export function changeParts(
  condition: Condition | undefined,
  group: Address,
  change: (parts: readonly Condition[]) => readonly Condition[],
): Condition | undefined {
  const { kind, parts } = groupOf(condition);
  const [at, ...rest] = group;
  const changed =
    at === undefined
      ? change(parts)
      : parts.flatMap((part, index) => (index === at ? (changeParts(part, rest, change) ?? []) : part));
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

/** How to move a part: past its neighbour, into a neighbouring group, or out of its group to the position after it. */
export type Move = "up" | "down" | "into_above" | "into_below" | "out";

/** The target group and index of a move; null when the move is impossible. */
function targetOf(
  condition: Condition | undefined,
  address: Address,
  move: Move,
): { group: Address; at: number } | null {
  const { group, at } = split(address);
  const { parts } = groupOf(group.length === 0 ? condition : partAt(condition, group));
  const isGroup = (index: number): boolean => parts[index] !== undefined && !isLeaf(parts[index]);
  const targets: Record<Move, () => { group: Address; at: number } | null> = {
    up: () => (at > 0 ? { group, at: at - 1 } : null),
    down: () => (at < parts.length - 1 ? { group, at: at + 2 } : null),
    into_above: () => (isGroup(at - 1) ? { group: [...group, at - 1], at: groupOf(parts[at - 1]).parts.length } : null),
    into_below: () => (isGroup(at + 1) ? { group: [...group, at + 1], at: 0 } : null),
    out: () => (group.length > 0 ? { group: group.slice(0, -1), at: split(group).at + 1 } : null),
  };
  return targets[move]();
}

const moves: readonly Move[] = ["up", "down", "into_above", "into_below", "out"];

/** The possible moves of a part. */
export const movesOf = (condition: Condition | undefined, address: Address): Move[] =>
  moves.filter((move) => targetOf(condition, address, move));

export function movePart(condition: Condition | undefined, address: Address, move: Move): Rearranged {
  const part = partAt(condition, address);
  const target = targetOf(condition, address, move);
  if (!part || !target) return { condition, at: address };
  // Mark the old position until the part is inserted, so that addresses do not shift in between.
  const placeholder: Condition = { all: [] };
  const withPlaceholder = replacePart(condition, address, placeholder);
  const moved = changeParts(withPlaceholder, target.group, (parts) => parts.toSpliced(target.at, 0, part));
  const cleaned = withoutMark(moved, placeholder);
  return { condition: cleaned, at: addressOf(cleaned, part) ?? address };
}

function withoutMark(condition: Condition | undefined, placeholder: Condition): Condition | undefined {
  const found = addressOf(condition, placeholder);
  return found ? removePart(condition, found) : condition;
}

/** Finds a part by identity. */
function addressOf(condition: Condition | undefined, wanted: Condition): Address | null {
  for (const [at, part] of groupOf(condition).parts.entries()) {
    if (part === wanted) return [at];
    const rest = isLeaf(part) ? null : addressOf(part, wanted);
    if (rest) return [at, ...rest];
  }
  return null;
}
