import { readPhone } from "#core/customers/phone-number.ts";
import { readSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { isTeamNumber } from "#shell/repositories/team/team-numbers.server.ts";
import { text } from "#text/en.ts";
import { refuse, refuseDocument, type ServiceResult } from "#services/automations/parts/audited-change.server.ts";
import { sendManually } from "#services/sending/parts/send-manually.server.ts";
import { proveNumber, sendNumberCode } from "#services/team/parts/prove-number.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import type { WrittenTestText } from "./write-test-texts.server.ts";

/** The number of the team that a test goes to. */
export interface TeamRecipient {
  actor: string;
  /** Recipient, saved for the next time once it is proven; defaults to the saved number. */
  phone?: string | undefined;
  /** The code that was sent to the recipient; proves that the number is one of the team. */
  code?: string | undefined;
  /** Idempotency key of the button press. */
  key: string;
}

/** The texts went out, or a code that proves the number. */
export type SentToTeam = { sent: number } | { codeSentTo: string };

/**
 * Sends rendered texts to a number of the team. A number that is not proven yet gets a code instead, and the texts once
 * the code comes with the request.
 * @param about the customer that the texts were rendered for; null for the made-up one
 */
export async function sendToTeam(
  context: AppContext,
  shop: Shop,
  { actor, phone, code, key }: TeamRecipient,
  { texts, about }: { texts: readonly Pick<WrittenTestText, "stepId" | "words" | "hosts">[]; about: string | null },
): Promise<ServiceResult<SentToTeam>> {
  const to = phone === undefined ? readSettings(shop.settings).testPhone : readPhone(phone, [shop.countryCode])?.e164;
  if (!to) return refuseDocument([{ path: "phone", message: text.trial.phoneProblem }]);
  if (texts.length === 0) return refuse("not_found", text.trial.noTexts);
  if (!(await isTeamNumber(context.db.pool, shop.id, to))) {
    if (code === undefined) return sendNumberCode(context, shop, { actor, phone: to });
    const proof = await proveNumber(context, shop, { actor, phone: to, code });
    if (!proof.ok) return proof;
  }
  if (phone !== undefined) await saveSettings(context, { shopId: shop.id, actor, changes: { testPhone: to } });
  for (const { stepId, words, hosts } of texts) {
    const sent = await sendManually(context, {
      shopId: shop.id,
      actor,
      to: { phone: to },
      body: words,
      hosts,
      about,
      purpose: "test",
      key: `${key}:${stepId}`,
    });
    if (!sent.ok) return sent;
  }
  return { ok: true, sent: texts.length };
}
