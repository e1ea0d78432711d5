import type { OfferedField } from "../automations/fields.ts";
import type { Problem } from "../problem.ts";
import { isCustomKey } from "../automations/custom-keys.ts";
import { MAX_DEPTH, MAX_LEAVES, NO_CONDITION, shapes, type Leaf } from "./condition.ts";
import { nearest } from "./nearest.ts";
import type { Operator } from "./operators/define.ts";
import { familyOf, operatorOf } from "./operators/index.ts";
import { fieldSuggestions, suggestedFields } from "./field-suggestions.ts";
import { isRecord, ownValue, type PlainRecord } from "../plain-data.ts";

/** What the walk through one condition has met. */
interface Findings {
  problems: Problem[];
  leaves: number;
}

type Place = { path: string; depth: number; offered: readonly OfferedField[]; findings: Findings };

/**
 * What is wrong with a condition, all at once; nothing where it may be saved.
 * @param condition as written: checked from the ground, so it may be anything
 * @param offered the fields there are
 * @param path where it stands in its document, such as "conditions"
 */
export function checkCondition(condition: unknown, offered: readonly OfferedField[], path = ""): Problem[] {
  const findings: Findings = { problems: [], leaves: 0 };
  checkNode(condition, { path, depth: 1, offered, findings });
  if (findings.leaves <= MAX_LEAVES) return findings.problems;
  return [
    { path, message: `asks ${findings.leaves} questions, ${MAX_LEAVES} at most; let a segment or a branch take some` },
    ...findings.problems,
  ];
}

function checkNode(node: unknown, place: Place): void {
  if (place.depth > MAX_DEPTH) return report(place, `is nested deeper than ${MAX_DEPTH} levels; make it flatter`);
  if (!isRecord(node)) return report(place, NO_CONDITION);
  const [shape, ...others] = shapes.filter((key) => Object.hasOwn(node, key));
  if (!shape) return report(place, NO_CONDITION);
  if (others.length > 0) return report(place, `has both "${shape}" and "${others.join('" and "')}"; keep one`);

  const known = shape === "field" ? ["field", "op", "value"] : [shape];
  for (const key of Object.keys(node))
    if (!known.includes(key)) report(inside(place, key), "does not belong into a condition");
  if (shape === "field") checkLeaf(node, place);
  else if (shape === "not") checkNode(node.not, deeper(place, "not"));
  else checkGroup(node[shape], shape, place);
}

function checkGroup(parts: unknown, shape: "all" | "any", place: Place): void {
  const here = inside(place, shape);
  if (!Array.isArray(parts)) return report(here, "must be a list of conditions");
  if (parts.length > MAX_LEAVES) return report(here, `holds ${parts.length} conditions, ${MAX_LEAVES} at most`);
  if (shape === "any" && parts.length === 0) return report(here, "is empty, and so would never hold; add a condition");
  for (const [at, part] of parts.entries()) checkNode(part, deeper(here, String(at)));
}

function checkLeaf(leaf: PlainRecord, place: Place): void {
  place.findings.leaves++;
  if (typeof leaf.field === "string" && isCustomKey(leaf.field)) return checkOwn(leaf, place);
  const field = fieldNamed(leaf.field, inside(place, "field"));
  if (!field) return;
  const operators = familyOf(field.type)
    .operators.map(({ key }) => key)
    .join(", ");
  const operator = typeof leaf.op === "string" ? operatorOf(field.type, leaf.op) : undefined;
  if (!operator)
    return report(
      inside(place, "op"),
      `"${told(leaf.op)}" cannot be asked of ${field.path}, which is ${familyOf(field.type).is}; use one of ${operators}`,
    );
  checkValue(operator, ownValue(leaf, "value"), field, inside(place, "value"));
}

/** Of a key of the merchant's own nobody knows the type: any question will do that can be put to some type. */
function checkOwn(leaf: PlainRecord, place: Place): void {
  const meant = fieldSuggestions(leaf as unknown as Leaf, []);
  if (meant.length > 0) return;
  // A question that some type knows, with a value that none can read: most often it is not written yet.
  if (suggestedFields.some((type) => operatorOf(type, told(leaf.op))))
    return report(inside(place, "value"), "write what to compare with");
  report(
    inside(place, "op"),
    `"${told(leaf.op)}" cannot be asked with this value; use a question for a text, a number, ` +
      "a date, a list or yes and no",
  );
}

function checkValue(operator: Operator, value: unknown, field: OfferedField, place: Place): void {
  const nested = operator.nests === "where" ? ownValue(value, "where") : operator.nests && value;
  if (nested !== undefined) {
    checkNode(nested, {
      ...deeper(operator.nests === "where" ? inside(place, "where") : place),
      offered: field.of ?? [],
    });
  }
  const parsed = operator.value.safeParse(withoutNested(operator, value, nested));
  for (const { path, message } of parsed.error?.issues ?? []) report(inside(place, ...path.map(String)), message);
  if (!parsed.success) return;
  for (const { field: named, at, type } of operator.names?.(parsed.data) ?? []) {
    const here = inside(place, at);
    const other = fieldNamed(named, here, ({ type: theirs }) => theirs === type);
    if (other && other.type !== type) report(here, `${named} is ${familyOf(other.type).is}; name ${familyOf(type).is}`);
  }
}

/**
 * What stands on order lines has been checked, and more plainly, by the walk: in its place the schema meets what
 * always fits.
 */
function withoutNested(operator: Operator, value: unknown, nested: unknown): unknown {
  if (nested === undefined) return value;
  return operator.nests === "where" ? { ...(value as PlainRecord), where: { all: [] } } : { all: [] };
}

/** @param fitting of the fields there are, those worth proposing */
function fieldNamed(
  name: unknown,
  place: Place,
  fitting: (field: OfferedField) => boolean = () => true,
): OfferedField | undefined {
  const field = place.offered.find(({ path }) => path === name);
  if (field) return field;
  if (name === "") {
    report(place, "choose what to ask about");
    return undefined;
  }
  report(
    place,
    `there is no field "${told(name)}" here; ${remedyFor(
      told(name),
      place.offered.filter(fitting).map(({ path }) => path),
    )}`,
  );
  return undefined;
}

/** So many fields are named to somebody who wrote one that is like none. */
const MOST_NAMED = 12;

function remedyFor(name: string, known: readonly string[]): string {
  if (known.length === 0) return "there is none to ask about";
  const near = nearest(name, known);
  return near.length > 0 ? `did you mean ${near.join(", ")}?` : `use one of ${known.slice(0, MOST_NAMED).join(", ")}`;
}

const told = (name: unknown): string => (typeof name === "string" ? name.slice(0, 100) : "");

function report({ path, findings }: Place, message: string): void {
  findings.problems.push({ path, message });
}

const inside = (place: Place, ...names: string[]): Place => ({
  ...place,
  path: [place.path, ...names].filter((name) => name !== "").join("."),
});
const deeper = (place: Place, ...names: string[]): Place => ({ ...inside(place, ...names), depth: place.depth + 1 });
