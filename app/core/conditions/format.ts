import type { OfferedField } from "../automations/fields.ts";
import type { Condition, Leaf } from "./condition.ts";
import { fieldSuggestions } from "./field-suggestions.ts";
import { operatorOf } from "./operators/index.ts";

/** Stands for what a person has still to choose or to write. */
const UNFINISHED = "…";

/**
 * A condition in one line of English, such as "Order total is at least 50.00 USD, and Tags include any of vip,
 * wholesale".
 */
export function formatCondition(condition: Condition, offered: readonly OfferedField[]): string {
  const told = tell(condition, offered);
  return told.charAt(0).toUpperCase() + told.slice(1);
}

function tell(node: Condition, offered: readonly OfferedField[]): string {
  if ("all" in node) return join(node.all, "and", offered) || "always";
  if ("any" in node) return join(node.any, "or", offered) || "never";
  if ("not" in node) return `not so that ${bracketed(node.not, offered)}`;
  return tellLeaf(node, offered);
}

const join = (parts: readonly Condition[], word: string, offered: readonly OfferedField[]): string =>
  parts.map((part) => (parts.length > 1 ? bracketed(part, offered) : tell(part, offered))).join(`, ${word} `);

/** A group among others stands in brackets, or a reader could not tell what belongs together. */
function bracketed(node: Condition, offered: readonly OfferedField[]): string {
  const several = ("all" in node && node.all.length > 1) || ("any" in node && node.any.length > 1);
  return several ? `(${tell(node, offered)})` : tell(node, offered);
}

function tellLeaf({ field: path, op, value }: Leaf, offered: readonly OfferedField[]): string {
  const [field] = fieldSuggestions({ field: path, op, value }, offered);
  const operator = field && operatorOf(field.type, op);
  const wanted = operator?.value.safeParse(value);
  if (operator && !wanted?.success) return `${field?.label ?? path} ${operator.label} ${UNFINISHED}`;
  // Saved under fields that are no longer offered, it is still told, if less well.
  if (!wanted?.success)
    return (
      [labelOf(path, offered), op, value === undefined ? "" : JSON.stringify(value)].join(" ").trim() || UNFINISHED
    );
  return (
    operator?.tell(field?.label ?? path, inWords(wanted.data, field), {
      labelOf: (other) => labelOf(other, offered),
      ofLine: (condition) => tell(condition, field?.of ?? []),
    }) ?? ""
  );
}

/** A value that a field takes from a list, by its label there. */
function inWords(value: unknown, field: OfferedField | undefined): unknown {
  if (Array.isArray(value)) return value.map((one) => inWords(one, field));
  return field?.options?.find((option) => option.value === value)?.label ?? value;
}

const labelOf = (path: string, offered: readonly OfferedField[]): string =>
  offered.find((field) => field.path === path)?.label ?? path;
