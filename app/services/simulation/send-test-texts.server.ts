import { readSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { text } from "#text/en.ts";
import { refuse, refuseDocument, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { saveSettings } from "../team/save-settings.server.ts";
import { sendManually } from "../sending/parts/send-manually.server.ts";
import { readTestWalk } from "./read-test-walk.server.ts";
import type { DefinitionChoice } from "./parts/find-definition.server.ts";

interface TestRequest {
  automationId: string;
  actor: string;
  /** Recipient, saved for next time; defaults to the saved number. */
  phone?: string | undefined;
  /** One step's text; without it, all texts. */
  stepId?: string | undefined;
  event?: string | undefined;
  which?: DefinitionChoice | undefined;
  /** Idempotency key of the button press. */
  key: string;
}

/** Sends an automation's texts, rendered for the chosen customer, to the merchant's own number. */
export async function sendTestTexts(
  context: AppContext,
  shop: Shop,
  { automationId, actor, phone, stepId, event, which, key }: TestRequest,
): Promise<ServiceResult<{ sent: number }>> {
  const to = await saveTestPhone(context, shop, { actor, phone });
  if (!to) return refuseDocument([{ path: "phone", message: text.trial.phoneProblem }]);
  const testWalk = await readTestWalk(context, shop, automationId, { event, which });
  const texts = testWalk?.texts.filter((candidate) => stepId === undefined || candidate.stepId === stepId) ?? [];
  if (texts.length === 0) return refuse("not_found", text.trial.noTexts);
  for (const { stepId: id, words, hosts } of texts) {
    const sent = await sendManually(context, {
      shopId: shop.id,
      actor,
      to: { phone: to },
      body: words,
      hosts,
      about: testWalk?.about ?? null,
      purpose: "test",
      key: `${key}:${id}`,
    });
    if (!sent.ok) return sent;
  }
  return { ok: true, sent: texts.length };
}

/** @returns the merchant's test number, E.164; null if the input is invalid, or if none was saved */
async function saveTestPhone(
  context: AppContext,
  shop: Shop,
  { actor, phone }: { actor: string; phone: string | undefined },
): Promise<string | null> {
  if (phone === undefined) return readSettings(shop.settings).testPhone;
  const saved = await saveSettings(context, { shopId: shop.id, actor, changes: { testPhone: phone } });
  return saved.ok ? saved.settings.testPhone : null;
}
