import { familyOf } from "../conditions/operators/index.ts";
import type { FieldType, OfferedField } from "../fields.ts";
import type { Problem } from "../problem.ts";

/** Keys under which a merchant keeps what is theirs: what they hold is known when it is there. */
const ownKeys = [/^customer\.fields\.[a-z][a-z0-9_]*$/, /^order\.fields\.[A-Za-z0-9_ -]+$/, /^event\.data\.[A-Za-z0-9_.]+$/];

/** Whether a path may hold a value of the merchant's own making. */
export const isOwnKey = (path: string): boolean => ownKeys.some((pattern) => pattern.test(path));

/** What is wrong with naming a field: that there is none such, or that it is of another kind. */
export function unknownField(field: string, types: readonly FieldType[], offered: readonly OfferedField[], path: string): Problem[] {
  if (isOwnKey(field)) return [];
  const found = offered.find((offer) => offer.path === field);
  if (!found) return [{ path, message: `there is no "${field}" here; there are ${offered.filter(({ type }) => types.includes(type)).map((offer) => offer.path).join(", ")}` }];
  return types.includes(found.type) ? [] : [{ path, message: `"${field}" is ${familyOf(found.type).is}; choose ${types.map((type) => familyOf(type).is).join(" or ")}` }];
}
