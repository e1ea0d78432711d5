import { DEFAULT_DISCLOSURE } from "#core/consent/disclosure.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import { nameInTexts, readSettings, type ShopSettings } from "#core/team/settings.ts";
import { placeWindows } from "#core/sending/quiet-hours/windows.ts";
import type { SettingsSection } from "#core/team/settings-sections.ts";
import type { AppContext } from "#shell/context.server.ts";
import { isAnyOn } from "#shell/repositories/automations/automation-list.server.ts";
import { formatWindow } from "#text/legal-hours.ts";
import { readSenderFacts } from "#shell/repositories/senders/sender-facts.server.ts";
import { hasEventToken } from "#shell/repositories/intake/event-tokens.server.ts";
import { readHoldoutReports, type HoldoutReport } from "../analytics/parts/read-holdout.server.ts";
import type { Shop } from "./require-staff.server.ts";

/** The shop's settings, and the installation's settings that the merchant cannot change. */
export interface SettingsView {
  settings: ShopSettings;
  shop: { name: string; nameInTexts: string; timezone: string };
  /** The installation's sender, which a shop without one of its own uses. */
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

/** Whether an active automation sends the double opt-in question. */
export const readConsentSettings = async ({ db }: Pick<AppContext, "db">, shop: Pick<Shop, "id">): Promise<boolean> =>
  isAnyOn(db.pool, shop.id, "opt_in_requested");

/** Data of one section of the settings. */
export interface SettingsPageData extends SettingsView {
  section: SettingsSection;
  asks: boolean;
  /** App Bridge URL of the theme editor, with the sign-up form ready to be placed. */
  themeEditor: string;
  /** The shop's own numbers and names, as people write them; empty in other sections than "sender". */
  ownSenders: string[];
  /** The legal hours for marketing texts, place by place; empty in other sections. */
  legalHours: ReturnType<typeof formatWindow>[];
  /** What the shop's holdout has shown; empty in other sections. */
  holdouts: HoldoutReport[];
}

export const readSettingsPage = async (
  context: AppContext,
  shop: Shop,
  section: SettingsSection,
): Promise<SettingsPageData> => ({
  ...readSettingsView(context, shop),
  section,
  asks: section === "consent" && (await readConsentSettings(context, shop)),
  themeEditor: themeEditorUrl(context),
  ownSenders: section === "sender" ? await readOwnSenders(context, shop) : [],
  legalHours: section === "hours" ? placeWindows.map(formatWindow) : [],
  holdouts: section === "holdout" ? await readHoldoutReports(context, shop) : [],
});

const themeEditorUrl = ({ env }: AppContext): string =>
  `shopify://admin/themes/current/editor?${new URLSearchParams({
    template: "index",
    addAppBlockId: `${env.SHOPIFY_API_KEY}/opt-in-form`,
    target: "newAppsSection",
  }).toString()}`;

const readOwnSenders = async ({ db }: AppContext, { id }: Shop): Promise<string[]> =>
  (await readSenderFacts(db.pool, id)).flatMap(({ kind, number }) =>
    number === null ? [] : [kind === "alphanumeric" ? number : showPhone(number)],
  );

/** URL of the event API, and whether the shop has a token for it. */
export const readEventApi = async (
  { env, db }: AppContext,
  shop: Shop,
): Promise<{ address: string; open: boolean }> => ({
  address: new URL("/api/events", env.SHOPIFY_APP_URL).href,
  open: await hasEventToken(db.pool, shop.id),
});
