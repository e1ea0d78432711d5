import { pricePerSegment } from "#core/credits/prices.ts";
import { readPhone, showPhone } from "#core/customers/phone-number.ts";
import { isPremiumRate } from "#core/sending/premium-rate.ts";
import { codeObjection, CODES_COUNT_FOR, nextCodeAt } from "#core/team/number-code.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import {
  countWrongTry,
  hasStopped,
  insertCode,
  lockCodesSent,
  lockNewestCode,
  saveTeamNumber,
} from "#shell/repositories/team/team-numbers.server.ts";
import { text } from "#text/en.ts";
import { momentOf } from "#text/moment.ts";
import { smsForNumber } from "../../senders/parts/sms-of-sender.server.ts";
import { refuseDocument, type Refusal, type ServiceResult } from "../../automations/parts/audited-change.server.ts";
import type { Shop } from "../require-staff.server.ts";

const words = text.trial.numberCode;

interface NumberClaim {
  actor: string;
  /** E.164. */
  phone: string;
}

const refusePhone = (message: string): Refusal => refuseDocument([{ path: "phone", message }]);
const refuseCode = (message: string): Refusal => refuseDocument([{ path: "code", message }]);

const claimOf = (shopId: string, phone: string, code: string): string => `number code:${shopId}:${phone}:${code}`;

/**
 * Sends a code to a number that says it is one of the team. The text is the same for every shop, apart from the code:
 * nothing that a merchant writes goes to a number before it is proven. It is no message of the shop and costs no credits.
 */
export async function sendNumberCode(
  context: AppContext,
  shop: Shop,
  { actor, phone }: NumberClaim,
): Promise<ServiceResult<{ codeSentTo: string }>> {
  const now = context.clock.now();
  if (isPremiumRate(phone) || pricePerSegment(readPhone(phone)?.country ?? null) === null)
    return refusePhone(words.notServed);
  if (await hasStopped(context.db.pool, shop.id, context.secrets.hashAddress(phone))) return refusePhone(words.stopped);
  const sms = await smsForNumber(context, shop.id, phone);
  if (!sms) return refusePhone(words.noSender);
  const code = context.secrets.newCode();
  const stored = await storeCode(context, shop, { actor, phone, code, now });
  if (stored) return refusePhone(words.wait(momentOf(stored, shop.timezone, now).shown));
  const outcome = await sms.send({ to: phone, body: words.body(code) });
  // An unknown outcome may have arrived, so the code can be typed.
  if (outcome.kind === "accepted" || outcome.kind === "unknown") return { ok: true, codeSentTo: showPhone(phone) };
  context.log.warn({ outcome: outcome.kind }, "the code for a number of the team could not be sent");
  return refusePhone(outcome.kind === "refused" ? words.refused : words.later);
}

/** @returns when the next code may be sent; null if this one was stored */
function storeCode(
  context: AppContext,
  { id: shopId }: Shop,
  { actor, phone, code, now }: NumberClaim & { code: string; now: Instant },
): Promise<Instant | null> {
  return transaction(context.db.pool, async (sql) => {
    const until = nextCodeAt(await lockCodesSent(sql, shopId, phone, now.subtract(CODES_COUNT_FOR)), now);
    if (until) return until;
    const codeHash = context.secrets.sign(claimOf(shopId, phone, code));
    await insertCode(sql, { id: context.newId(now), shopId, phone, codeHash, createdAt: now });
    await recordAudit(sql, [auditOf(context, shopId, actor, "team_number.code_sent", phone, now)]);
    return null;
  });
}

/** Proves by the code sent to it that a number belongs to the team. */
export async function proveNumber(
  context: AppContext,
  { id: shopId }: Shop,
  { actor, phone, code }: NumberClaim & { code: string },
): Promise<ServiceResult<object>> {
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql): Promise<ServiceResult<object>> => {
    const sent = await lockNewestCode(sql, shopId, phone);
    const objection = codeObjection(sent, now);
    if (!sent || objection) return refuseCode(words[objection ?? "expired"]);
    if (!context.secrets.verify(claimOf(shopId, phone, code.replace(/\s/g, "")), sent.codeHash)) {
      await countWrongTry(sql, sent.id);
      return refuseCode(words.wrong);
    }
    await saveTeamNumber(sql, { shopId, phone, provenBy: actor, provenAt: now });
    await recordAudit(sql, [auditOf(context, shopId, actor, "team_number.proven", phone, now)]);
    return { ok: true };
  });
}

const auditOf = (
  context: AppContext,
  shopId: string,
  actor: string,
  action: "team_number.code_sent" | "team_number.proven",
  phone: string,
  now: Instant,
) => ({
  id: context.newId(now),
  shopId,
  actor,
  action,
  target: `shop:${shopId}`,
  before: null,
  after: { phone },
  createdAt: now,
});
