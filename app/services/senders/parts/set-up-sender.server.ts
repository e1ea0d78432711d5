import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { RegistrarError } from "#shell/sms/registrar.server.ts";
import type { ClaimedSender } from "./sender-claim.server.ts";

/** When a set-up that the provider could not do now is tried again, and one that it refused. */
const TRY_AGAIN = { minutes: 5 };
const TRY_REFUSED_AGAIN = { hours: 6 };
/** How often the account's token is compared with the provider's. */
export const CHECK_ACCOUNT_EVERY = Temporal.Duration.from({ hours: 24 });

/** The names under which the provider keeps what belongs to a shop and to a sender: a crash is found again by them. */
const accountNameOf = (shopId: string): string => `Shopbell shop ${shopId}`;
const nameOf = (senderId: string): string => `Shopbell sender ${senderId}`;

/**
 * Makes what a sender still lacks at the provider: its account, its number and its messaging service. Every step looks
 * first for what an earlier run may have made, and is saved before the next.
 * @throws RegistrarError
 */
export async function setUpSender(context: AppContext, sender: ClaimedSender): Promise<void> {
  const { registrar, env } = context;
  const { id, shopId, kind, country, broughtNumber, approvedBefore } = sender.row;
  const urls = { inbound: new URL("/twilio/inbound", env.SHOPIFY_APP_URL).href };
  if (!sender.account) await sender.saveAccount(await registrar.ensureAccount(accountNameOf(shopId)));
  const { account } = sender;
  if (!account) throw new Error(`the account of sender ${id} was not saved`);
  const senderName = kind === "alphanumeric" ? sender.row.registration.senderName : null;
  if (kind !== "alphanumeric" && !sender.row.numberSid) {
    const { numberSid, number } = await registrar.ensureNumber(account, {
      name: nameOf(id),
      kind,
      country,
      urls,
      brought: broughtNumber,
    });
    await sender.save({ numberSid, number });
  }
  if (!sender.row.serviceSid) {
    const pool =
      typeof senderName === "string" ? { senderName } : sender.row.numberSid && { numberSid: sender.row.numberSid };
    if (!pool) throw new Error(`sender ${id} has neither a number nor a name`);
    await sender.save({ serviceSid: await registrar.ensureService(account, { name: nameOf(id), urls, pool }) });
  }
  const isApproved = kind === "alphanumeric" || approvedBefore;
  await sender.save({
    problem: null,
    nextLookAt: sender.now.add(CHECK_ACCOUNT_EVERY),
    ...(typeof senderName === "string" && { number: senderName }),
    ...(isApproved && sender.row.status === "draft" && { status: "approved", decidedAt: sender.now }),
  });
}

/** Does a step at the provider. A failure is kept on the sender, in the provider's words, and tried again later. */
export async function keepProblem(
  context: AppContext,
  sender: ClaimedSender,
  work: () => Promise<void>,
): Promise<RegistrarError | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!(error instanceof RegistrarError)) throw error;
    const { id, shopId } = sender.row;
    context.log.warn({ err: error, senderId: id, shopId, code: error.code }, "a step of a sender's set-up failed");
    await sender.save({
      problem: problemOf(error),
      nextLookAt: sender.now.add(error.kind === "refused" ? TRY_REFUSED_AGAIN : TRY_AGAIN),
    });
    return error;
  }
}

/** Why a step at the provider failed, in plain words. */
export function problemOf({ kind, code, message }: RegistrarError): string {
  if (kind === "busy") return "Twilio takes no more requests at the moment; it is tried again in a few minutes.";
  if (kind === "away") return "Twilio did not answer; it is tried again in a few minutes.";
  const known = code === null ? undefined : refusals.get(code);
  return known ?? `Twilio refused: ${message}${code === null ? "" : ` (${code})`}`.slice(0, 500);
}

/** Twilio's codes that the operator can do something about. */
const refusals: ReadonlyMap<string, string> = new Map([
  ["20003", "Twilio does not accept the credentials of the account; the operator must check the parent account."],
  ["20005", "The account is suspended or closed at Twilio; the operator must check it."],
  ["21421", "Twilio does not know the number that was chosen; another one is tried."],
  ["21480", "The parent account has as many subaccounts as Twilio allows; the operator must ask for more."],
  ["21608", "The parent account has no approved profile, or is a trial; the operator must upgrade it at Twilio."],
  ["21712", "The number belongs to another messaging service; the operator must remove it there."],
]);
