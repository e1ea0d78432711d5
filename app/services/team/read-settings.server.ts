import { DEFAULT_DISCLOSURE } from "#core/consent/disclosure.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import { nameInTexts, readSettings, type ShopSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { isAnyOn } from "#shell/repositories/automations/automation-list.server.ts";
import { hasEventToken } from "#shell/repositories/intake/event-tokens.server.ts";
import type { Shop } from "./require-staff.server.ts";

/** What holds for the whole shop, and what of it stands outside the merchant's reach. */
export interface SettingsView {
  settings: ShopSettings;
  shop: { name: string; nameInTexts: string; timezone: string };
  /** Where texts come from; set up for the whole installation. */
  sender: { number: string | null; service: string | null };
  defaultDisclosure: string;
}

export function readSettingsView({ env }: AppContext, shop: Shop): SettingsView {
  return {
    settings: readSettings(shop.settings),
    shop: { name: shop.name, nameInTexts: nameInTexts(shop), timezone: shop.timezone },
    sender: {
      number: env.TWILIO_FROM_NUMBER ? showPhone(env.TWILIO_FROM_NUMBER) : null,
      service: env.TWILIO_MESSAGING_SERVICE_SID ?? null,
    },
    defaultDisclosure: DEFAULT_DISCLOSURE,
  };
}

/**
 * Whether somebody who agrees to texts would be asked once more, as the settings may want it: an automation that is
 * on does it.
 */
export const readConsentSettings = async ({ db }: Pick<AppContext, "db">, shop: Pick<Shop, "id">): Promise<boolean> =>
  isAnyOn(db.pool, shop.id, "opt_in_requested");

/** The page of settings. */
export const readSettingsPage = async (context: AppContext, shop: Shop): Promise<SettingsView & { asks: boolean }> => ({
  ...readSettingsView(context, shop),
  asks: await readConsentSettings(context, shop),
});

/** Where a merchant's own systems send events, and whether they may. */
export const readEventApi = async (
  { env, db }: AppContext,
  shop: Shop,
): Promise<{ address: string; open: boolean }> => ({
  address: new URL("/api/events", env.SHOPIFY_APP_URL).href,
  open: await hasEventToken(db.pool, shop.id),
});
