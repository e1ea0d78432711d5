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

const isShopifys = ({ field }: UpdateField): boolean => (shopifyFields as readonly string[]).includes(field);
const inShopify: Record<(typeof shopifyFields)[number], "firstName" | "lastName" | "note"> = {
  first_name: "firstName",
  last_name: "lastName",
  note: "note",
};

/**
 * Shopify's own fields are written there, and come back as the customer's news; birthdays and the merchant's own are
 * kept here.
 */
export const updateField: Performer<UpdateField> = {
  isOutside: isShopifys,
  outside: async ({ adminApi }, { field, value }, origin) =>
    withShopifyCustomer(origin, (id) =>
      adminApi.updateCustomer(origin.row.shopDomain, id, { [inShopify[field as keyof typeof inShopify]]: value }),
    ),
  inside: async (_context, sql, effect, { row }) => {
    if (effect.field === BIRTHDAY) return keepBirthday(sql, effect.value, row);
    if (!isShopifys(effect)) await setField(sql, row.shopId, row.customerId, effect.field, effect.value);
    return effectDone({ field: effect.field, value: effect.value });
  },
  echoes: (effect, { row }) => (isShopifys(effect) ? [`customer_updated:${row.shopifyId}`] : []),
};

async function keepBirthday(sql: Sql, written: string, { shopId, customerId }: EffectOrigin["row"]) {
  const birthday = readBirthday(written);
  if (!birthday) return effectRefused("not_a_birthday", `“${written}” is no birthday: ${HOW_TO_WRITE}`);
  await setBirthday(sql, shopId, customerId, birthday);
  return effectDone({ field: BIRTHDAY, value: birthday });
}
