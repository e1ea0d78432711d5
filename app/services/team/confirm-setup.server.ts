import type { ConfirmablePart } from "#core/team/setup-guide.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { ServiceResult } from "../automations/parts/audited-change.server.ts";
import type { Shop } from "./require-staff.server.ts";
import { readSettingsView } from "./read-settings.server.ts";
import { saveSettings } from "./save-settings.server.ts";

/** Keeps a part of the set-up as it is: from then on it stands in the settings as the merchant's own word. */
export async function confirmSetup(
  context: AppContext,
  shop: Shop,
  { part, actor }: { part: ConfirmablePart; actor: string },
): Promise<ServiceResult<object>> {
  const { settings, shop: named, defaultDisclosure } = readSettingsView(context, shop);
  const kept: Record<ConfirmablePart, object> = {
    sender: { senderName: settings.senderName ?? named.name },
    consent: { disclosure: settings.disclosure ?? { text: defaultDisclosure } },
  };
  return saveSettings(context, { shopId: shop.id, actor, changes: kept[part] });
}
