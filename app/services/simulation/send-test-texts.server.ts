import { readSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { text } from "#text/en.ts";
import { refuse, refuseDocument, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { saveSettings } from "../team/save-settings.server.ts";
import { sendManually } from "../sending/parts/send-manually.server.ts";
import { readTestWalk } from "./read-test-walk.server.ts";
import type { DefinitionChoice } from "./parts/find-definition.server.ts";

interface TestWish {
  automationId: string;
  actor: string;
  /** Where to; kept for the next time. The shop's own number where it is left out. */
  phone?: string | undefined;
  /** All texts where it is left out. */
  stepId?: string | undefined;
  event?: string | undefined;
  which?: DefinitionChoice | undefined;
  /** The same for the same press of the button. */
  key: string;
}

/** Sends the texts of an automation, as the chosen customer would read them, to the merchant's own number. */
export async function sendTestTexts(
  context: AppContext,
  shop: Shop,
  { automationId, actor, phone, stepId, event, which, key }: TestWish,
): Promise<ServiceResult<{ sent: number }>> {
  const to = await keepTestPhone(context, shop, { actor, phone });
  if (!to) return refuseDocument([{ path: "phone", message: text.trial.phoneProblem }]);
  const trial = await readTestWalk(context, shop, automationId, { event, which });
  const texts = trial?.texts.filter((one) => stepId === undefined || one.stepId === stepId) ?? [];
  if (texts.length === 0) return refuse("not_found", text.trial.noTexts);
  for (const { stepId: id, words, hosts } of texts) {
    const sent = await sendManually(context, {
      shopId: shop.id,
      actor,
      to: { phone: to },
      body: words,
      hosts,
      about: trial?.about ?? null,
      purpose: "test",
      key: `${key}:${id}`,
    });
    if (!sent.ok) return sent;
  }
  return { ok: true, sent: texts.length };
}

/** @returns the merchant's own number, E.164; null where what was typed is none, or none was ever given */
async function keepTestPhone(
  context: AppContext,
  shop: Shop,
  { actor, phone }: { actor: string; phone: string | undefined },
): Promise<string | null> {
  if (phone === undefined) return readSettings(shop.settings).testPhone;
  const saved = await saveSettings(context, { shopId: shop.id, actor, changes: { testPhone: phone } });
  return saved.ok ? saved.settings.testPhone : null;
}
