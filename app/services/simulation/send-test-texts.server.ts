import { readPhone } from "#core/customers/phone-number.ts";
import { readSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { isTeamNumber } from "#shell/repositories/team/team-numbers.server.ts";
import { text } from "#text/en.ts";
import { refuse, refuseDocument, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { proveNumber, sendNumberCode } from "../team/parts/prove-number.server.ts";
import { saveSettings } from "../team/save-settings.server.ts";
import { sendManually } from "../sending/parts/send-manually.server.ts";
import { readTestWalk } from "./read-test-walk.server.ts";
import type { DefinitionChoice } from "./parts/find-definition.server.ts";

interface TestRequest {
  automationId: string;
  actor: string;
  /** Recipient, saved for the next time once it is proven; defaults to the saved number. */
  phone?: string | undefined;
  /** The code that was sent to the recipient; proves that the number is one of the team. */
  code?: string | undefined;
  /** One step's text; without it, all texts. */
  stepId?: string | undefined;
  event?: string | undefined;
  which?: DefinitionChoice | undefined;
  /** Idempotency key of the button press. */
  key: string;
}

/**
 * Sends an automation's texts, rendered for the chosen customer, to a number of the team. A number that is not proven
 * yet gets a code instead, and the texts once the code comes with the request.
 */
export async function sendTestTexts(
  context: AppContext,
  shop: Shop,
  { automationId, actor, phone, code, stepId, event, which, key }: TestRequest,
): Promise<ServiceResult<{ sent: number } | { codeSentTo: string }>> {
  const to = phone === undefined ? readSettings(shop.settings).testPhone : readPhone(phone, [shop.countryCode])?.e164;
  if (!to) return refuseDocument([{ path: "phone", message: text.trial.phoneProblem }]);
  const testWalk = await readTestWalk(context, shop, automationId, { event, which });
  const texts = testWalk?.texts.filter((candidate) => stepId === undefined || candidate.stepId === stepId) ?? [];
  if (texts.length === 0) return refuse("not_found", text.trial.noTexts);
  if (!(await isTeamNumber(context.db.pool, shop.id, to))) {
    if (code === undefined) return sendNumberCode(context, shop, { actor, phone: to });
    const proof = await proveNumber(context, shop, { actor, phone: to, code });
    if (!proof.ok) return proof;
  }
  if (phone !== undefined) await saveSettings(context, { shopId: shop.id, actor, changes: { testPhone: to } });
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
