import { nextDisclosureVersion } from "#core/consent/disclosure.ts";
import { takenKeywords } from "#core/consent/taken-keywords.ts";
import { snippetProblems } from "#core/sending/snippets.ts";
import { plainErrorMap } from "#core/schema-messages.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import { problemsOf } from "#core/problem.ts";
import { readSettings, shopSettings, type ShopSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { changeHoldoutPeriod } from "#shell/repositories/analytics/holdout-periods.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { lockShop, saveShopSettings, type ShopRow } from "#shell/repositories/team/shops.server.ts";
import { refuse, refuseDocument, type ServiceResult } from "../automations/parts/audited-change.server.ts";

export interface SettingsChange {
  shopId: string;
  actor: string;
  /**
   * The fields to change; others keep their value, so concurrent changes to other fields survive. The server versions a
   * new disclosure text.
   */
  changes: Readonly<Partial<Record<keyof ShopSettings, unknown>>>;
}

/** Changes settings, all or none. Refuses with one problem per invalid field. */
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
      { ...before, ...normalize(changes, shop, before, today) },
      { error: plainErrorMap },
    );
    if (!read.success) return refuseDocument(problemsOf(read.error.issues));
    const taken = takenKeywords(read.data.textToJoin?.keywords ?? []);
    if (taken.length > 0) return refuseDocument(taken);
    const unusable = snippetProblems(read.data.snippets);
    if (unusable.length > 0) return refuseDocument(unusable);
    const changed = (Object.keys(read.data) as (keyof ShopSettings)[]).filter(
      (key) => JSON.stringify(read.data[key]) !== JSON.stringify(before[key]),
    );
    if (changed.length === 0) return { ok: true, settings: before };
    const pickChanged = (settings: ShopSettings) => Object.fromEntries(changed.map((key) => [key, settings[key]]));
    await saveShopSettings(sql, shopId, read.data);
    if (changed.includes("holdoutPercent"))
      await changeHoldoutPeriod(sql, {
        id: context.newId(now),
        shopId,
        percent: read.data.holdoutPercent,
        now,
      });
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor,
        action: "settings.changed",
        target: `shop:${shopId}`,
        before: pickChanged(before),
        after: pickChanged(read.data),
        createdAt: now,
      },
    ]);
    return { ok: true, settings: read.data };
  });
}

/** Normalises form input: phone numbers in any notation, empty strings as null, a version for a new disclosure text. */
function normalize(
  changes: SettingsChange["changes"],
  shop: ShopRow,
  before: ShopSettings,
  today: string,
): SettingsChange["changes"] {
  const { testPhone, disclosure, textToJoin } = changes;
  const isBlank = (value: unknown) => typeof value === "string" && value.trim() === "";
  const normalized = Object.fromEntries(
    Object.entries(changes).map(([key, value]) => [key, isBlank(value) ? null : value]),
  );
  if (typeof testPhone === "string" && !isBlank(testPhone))
    normalized.testPhone = readPhone(testPhone, [shop.countryCode])?.e164 ?? testPhone;
  const text = isDisclosure(disclosure) ? disclosure.text.trim() : null;
  if (text !== null)
    normalized.disclosure =
      text === before.disclosure?.text
        ? before.disclosure
        : { text, version: nextDisclosureVersion(before.disclosure?.version ?? null, today) };
  if (isTextToJoin(textToJoin)) {
    const known = before.textToJoin;
    const version =
      known?.wording === textToJoin.wording.trim()
        ? known.version
        : nextDisclosureVersion(known?.version ?? null, today);
    normalized.textToJoin = { ...textToJoin, version };
  }
  return normalized;
}

const isTextToJoin = (value: unknown): value is { wording: string } =>
  typeof value === "object" && value !== null && "wording" in value && typeof value.wording === "string";

const isDisclosure = (value: unknown): value is { text: string } =>
  typeof value === "object" && value !== null && "text" in value && typeof value.text === "string";
