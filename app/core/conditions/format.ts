import type { OfferedField } from "../automations/fields.ts";
import type { Condition, Leaf } from "./condition.ts";
import { fieldSuggestions } from "./field-suggestions.ts";
import { optionWith } from "./known-values.ts";
import { operatorOf } from "./operators/index.ts";

/** Placeholder for a part that the merchant has not filled in. */
const UNFINISHED = "…";

/**
 * Formats a condition in one English line, such as "Order total is at least 50.00 USD, and Tags include any of vip,
 * wholesale".
 */
export function formatCondition(condition: Condition, offered: readonly OfferedField[]): string {
  const text = formatNode(condition, offered);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function formatNode(node: Condition, offered: readonly OfferedField[]): string {
  if ("all" in node) return join(node.all, "and", offered) || "always";
  if ("any" in node) return join(node.any, "or", offered) || "never";
  if ("not" in node) return `not so that ${formatInBrackets(node.not, offered)}`;
  return formatLeaf(node, offered);
}

const join = (parts: readonly Condition[], word: string, offered: readonly OfferedField[]): string =>
  parts
    .map((part) => (parts.length > 1 ? formatInBrackets(part, offered) : formatNode(part, offered)))
    .join(`, ${word} `);

/** Brackets a group inside another group. */
function formatInBrackets(node: Condition, offered: readonly OfferedField[]): string {
  const several = ("all" in node && node.all.length > 1) || ("any" in node && node.any.length > 1);
  return several ? `(${formatNode(node, offered)})` : formatNode(node, offered);
}

function formatLeaf({ field: path, op, value }: Leaf, offered: readonly OfferedField[]): string {
  const [field] = fieldSuggestions({ field: path, op, value }, offered);
  const operator = field && operatorOf(field.type, op);
  const parsedValue = operator?.value.safeParse(value);
  if (operator && !parsedValue?.success) return `${field?.label ?? path} ${operator.label} ${UNFINISHED}`;
  // A field that is no longer offered falls back to its raw operator and value.
  if (!parsedValue?.success)
    return (
      [labelOf(path, offered), op, value === undefined ? "" : JSON.stringify(value)].join(" ").trim() || UNFINISHED
    );
  return (
    operator?.format(field?.label ?? path, withOptionLabels(parsedValue.data, field), {
      labelOf: (other) => labelOf(other, offered),
      ofLine: (condition) => formatNode(condition, field?.of ?? []),
    }) ?? ""
  );
}

/** Replaces a value with its option's label. */
function withOptionLabels(value: unknown, field: OfferedField | undefined): unknown {
  if (Array.isArray(value)) return value.map((one) => withOptionLabels(one, field));
  return typeof value === "string" && field ? (optionWith(field, value)?.label ?? value) : value;
}

const labelOf = (path: string, offered: readonly OfferedField[]): string =>
  offered.find((field) => field.path === path)?.label ?? path;
