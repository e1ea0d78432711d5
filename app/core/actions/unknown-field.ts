import { familyOf } from "../conditions/operators/index.ts";
import type { FieldType, OfferedField } from "../automations/fields.ts";
import { isCustomKey } from "../automations/custom-keys.ts";
import type { Problem } from "../problem.ts";

/** Reports a field that is not available or has the wrong type. */
export function unknownField(
  field: string,
  types: readonly FieldType[],
  offered: readonly OfferedField[],
  path: string,
): Problem[] {
  if (isCustomKey(field)) return [];
  const found = offered.find((offer) => offer.path === field);
  if (!found)
    return [
      {
        path,
        message: `there is no "${field}" here; there are ${offered
          .filter(({ type }) => types.includes(type))
          .map((offer) => offer.path)
          .join(", ")}`,
      },
    ];
  return types.includes(found.type)
    ? []
    : [
        {
          path,
          message: `"${field}" is ${familyOf(found.type).is}; choose ${types.map((type) => familyOf(type).is).join(" or ")}`,
        },
      ];
}
