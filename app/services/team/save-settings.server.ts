import { nextDisclosureVersion } from "#core/consent/disclosure.ts";
import { plainErrorMap } from "#core/schema-messages.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import { problemsOf } from "#core/problem.ts";
import { readSettings, shopSettings, type ShopSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { lockShop, saveShopSettings, type ShopRow } from "#shell/repositories/team/shops.server.ts";
import { refuse, refuseDocument, type ServiceResult } from "../automations/parts/audited-change.server.ts";

export interface SettingsChange {
  shopId: string;
  actor: string;
  /**
   * What is to be otherwise; the rest stays, also what somebody else changes meanwhile. A consent text is given its
   * version here.
   */
  changes: Readonly<Partial<Record<keyof ShopSettings, unknown>>>;
}

/** Changes what holds for the whole shop, all of it or none; each field that cannot be is named. */
export async function saveSettings(
  context: AppContext,
  { shopId, actor, changes }: SettingsChange,
): Promise<ServiceResult<{ settings: ShopSettings }>> {
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql) => {
    const shop = await lockShop(sql, shopId);
    if (!shop) return refuse("not_found", "there is no such shop");
    const before = readSettings(shop.settings);
    const today = now.toZonedDateTimeISO(shop.timezone).toPlainDate().toString();
    const read = shopSettings.safeParse(
      { ...before, ...asWritten(changes, shop, before, today) },
      { error: plainErrorMap },
    );
    if (!read.success) return refuseDocument(problemsOf(read.error.issues));
    const changed = (Object.keys(read.data) as (keyof ShopSettings)[]).filter(
      (key) => JSON.stringify(read.data[key]) !== JSON.stringify(before[key]),
    );
    if (changed.length === 0) return { ok: true, settings: before };
    const only = (settings: ShopSettings) => Object.fromEntries(changed.map((key) => [key, settings[key]]));
    await saveShopSettings(sql, shopId, read.data);
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor,
        action: "settings.changed",
        target: `shop:${shopId}`,
        before: only(before),
        after: only(read.data),
        createdAt: now,
      },
    ]);
    return { ok: true, settings: read.data };
  });
}

/** As people write things: a number in any notation, an empty field for nothing, a consent text without its version. */
function asWritten(
  changes: SettingsChange["changes"],
  shop: ShopRow,
  before: ShopSettings,
  today: string,
): SettingsChange["changes"] {
  const { testPhone, disclosure } = changes;
  const blank = (value: unknown) => typeof value === "string" && value.trim() === "";
  const written = Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, blank(value) ? null : value]));
  if (typeof testPhone === "string" && !blank(testPhone))
    written.testPhone = readPhone(testPhone, [shop.countryCode])?.e164 ?? testPhone;
  const text = isDisclosure(disclosure) ? disclosure.text.trim() : null;
  if (text !== null)
    written.disclosure =
      text === before.disclosure?.text
        ? before.disclosure
        : { text, version: nextDisclosureVersion(before.disclosure?.version ?? null, today) };
  return written;
}

const isDisclosure = (value: unknown): value is { text: string } =>
  typeof value === "object" && value !== null && "text" in value && typeof value.text === "string";
