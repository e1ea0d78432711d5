import type { ConfirmablePart } from "#core/team/setup-guide.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { ServiceResult } from "../automations/parts/audited-change.server.ts";
import type { Shop } from "./require-staff.server.ts";
import { readSettingsView } from "./read-settings.server.ts";
import { saveSettings } from "./save-settings.server.ts";

/** Saves the default value of a setup step as the merchant's own setting. */
export async function confirmSetup(
  context: AppContext,
  shop: Shop,
  { part, actor }: { part: ConfirmablePart; actor: string },
): Promise<ServiceResult<object>> {
  const { settings, shop: names, defaultDisclosure } = readSettingsView(context, shop);
  const settingsByPart: Record<ConfirmablePart, object> = {
    sender: { senderName: settings.senderName ?? names.name },
    consent: { disclosure: settings.disclosure ?? { text: defaultDisclosure } },
  };
  return saveSettings(context, { shopId: shop.id, actor, changes: settingsByPart[part] });
}

/** Dismisses the setup guide for the whole team, or brings it back. */
export const hideSetupGuide = (
  context: AppContext,
  shop: Shop,
  { hidden, actor }: { hidden: boolean; actor: string },
): Promise<ServiceResult<object>> =>
  saveSettings(context, { shopId: shop.id, actor, changes: { setupGuideHidden: hidden } });
