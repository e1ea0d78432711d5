import { BIRTHDAY, shopifyFields } from "#core/actions/update-field.ts";
import { HOW_TO_WRITE, readBirthday } from "#core/customers/birthday.ts";
import type { EffectOf } from "#core/engine/effects.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { setBirthday, setField } from "#shell/repositories/customers/customers.server.ts";
import {
  effectDone,
  effectRefused,
  withShopifyCustomer,
  type EffectOrigin,
  type Performer,
} from "./performer.server.ts";

type UpdateField = EffectOf<"update_field">;

const isShopifyField = ({ field }: UpdateField): boolean => (shopifyFields as readonly string[]).includes(field);
const adminApiNames: Record<(typeof shopifyFields)[number], "firstName" | "lastName" | "note"> = {
  first_name: "firstName",
  last_name: "lastName",
  note: "note",
};

/**
 * Updates a field of the customer. Shopify's own fields are written to Shopify, and `customers/update` brings them
 * back. The birthday and the merchant's own fields are written to Shopbell's database.
 */
export const updateField: Performer<UpdateField> = {
  isOutside: isShopifyField,
  outside: async ({ adminApi }, { field, value }, origin) =>
    withShopifyCustomer(origin, (id) =>
      adminApi.updateCustomer(origin.row.shopDomain, id, {
        [adminApiNames[field as keyof typeof adminApiNames]]: value,
      }),
    ),
  inside: async (_context, sql, effect, { row }) => {
    if (effect.field === BIRTHDAY) return saveBirthday(sql, effect.value, row);
    if (!isShopifyField(effect)) await setField(sql, row.shopId, row.customerId, effect.field, effect.value);
    return effectDone({ field: effect.field, value: effect.value });
  },
  echoes: (effect, { row }) => (isShopifyField(effect) ? [`customer_updated:${row.shopifyId}`] : []),
};

async function saveBirthday(sql: Sql, input: string, { shopId, customerId }: EffectOrigin["row"]) {
  const birthday = readBirthday(input);
  if (!birthday) return effectRefused("not_a_birthday", `“${input}” is no birthday: ${HOW_TO_WRITE}`);
  await setBirthday(sql, shopId, customerId, birthday);
  return effectDone({ field: BIRTHDAY, value: birthday });
}
