import { isDeepStrictEqual } from "node:util";
import { storeWordingOf } from "#core/consent/disclosure.ts";
import { formWordingOf, type FormWording } from "#core/consent/opt-in-form.ts";
import { nameInTexts, readSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findFormShops, saveFormPublished, type FormShop } from "#shell/repositories/consent/form-wordings.server.ts";

const PAGE_SIZE = 500;
const FIRST = "00000000-0000-0000-0000-000000000000";

/**
 * Tells Shopify what each shop's opt-in form shows, where that has changed: the theme block reads it from metafields of
 * the app's installation. The next run tries again what failed.
 */
export async function publishFormWordings(context: AppContext): Promise<void> {
  for (let after = FIRST; ;) {
    const shops = await findFormShops(context.db.pool, "opt_in_requested", { after, limit: PAGE_SIZE });
    for (const shop of shops) await publish(context, shop);
    after = shops.at(-1)?.id ?? after;
    if (shops.length < PAGE_SIZE) return;
  }
}

/** Published for a form that takes no opt-ins. */
const CLOSED = { words: null, version: null };

async function publish(context: AppContext, shop: FormShop): Promise<void> {
  const wording: FormWording | null = formWordingOf(
    storeWordingOf(readSettings(shop.settings).disclosure, nameInTexts(shop)),
    shop.asks,
  );
  const next = wording ?? CLOSED;
  if (isDeepStrictEqual(shop.formPublished ?? CLOSED, next)) return;
  const told = await context.adminApi.setAppMetafields(shop.domain, [
    { key: "available", type: "boolean", value: String(wording !== null) },
    { key: "wording", type: "json", value: JSON.stringify(next) },
  ]);
  if (told.kind === "done") await saveFormPublished(context.db.pool, shop.id, next);
  else context.log.warn({ shop: shop.domain, detail: told.detail }, "the opt-in form could not be brought up to date");
}
