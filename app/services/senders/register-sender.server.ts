import { problemsOf } from "#core/problem.ts";
import { plainErrorMap } from "#core/schema-messages.ts";
import { maySubmit, registrationForm, type RegistrationForm } from "#core/senders/registration.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findSender } from "#shell/repositories/senders/senders.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { refuse, refuseDocument, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import { recordVerification } from "./parts/record-verification.server.ts";
import { withSender, type ClaimedSender } from "./parts/sender-claim.server.ts";
import { keepProblem, problemOf, setUpSender } from "./parts/set-up-sender.server.ts";

export interface RegistrationAct {
  shopId: string;
  senderId: string;
  actor: string;
  /** As posted; without it, what was saved before. */
  form?: unknown;
}

const BUSY = refuse("under_way", "the sender is being changed at this moment; try again in a minute");

/** Saves what was typed so far, complete or not, so that nothing is lost. */
export async function saveRegistration(
  context: AppContext,
  { shopId, senderId, actor, form }: RegistrationAct & { form: Record<string, unknown> },
): Promise<ServiceResult<object>> {
  const known = await findSender(context.db.pool, shopId, senderId);
  if (!known) return refuse("not_found", "there is no such sender");
  if (!maySubmit(known.status)) return refuse("over", "the registration is with the carriers, or decided");
  // Of a sender with a name, the registration holds that name.
  const saved = await withSender(context, { shopId, id: senderId }, async (sender) => {
    await sender.save({ registration: { ...sender.row.registration, ...form } });
    await audit(context, sender, actor, "sender.registration_changed");
  });
  return saved === null ? BUSY : { ok: true };
}

/**
 * Sends a registration to the carriers: the first time, or again after a refusal. What the provider cannot do now is
 * tried again by the task "look-after-senders".
 */
export async function submitRegistration(
  context: AppContext,
  { shopId, senderId, actor, form }: RegistrationAct,
): Promise<ServiceResult<object>> {
  const known = await findSender(context.db.pool, shopId, senderId);
  if (!known) return refuse("not_found", "there is no such sender");
  if (known.kind !== "toll_free") return refuse("invalid", "only a toll-free number is registered here");
  if (!maySubmit(known.status)) return refuse("over", "the registration is with the carriers already, or decided");
  const read = registrationForm.safeParse(form ?? known.registration, { error: plainErrorMap });
  if (!read.success) return refuseDocument(problemsOf(read.error.issues));
  const result = await withSender(context, { shopId, id: senderId }, async (sender) => {
    if (!maySubmit(sender.row.status)) return refuse("over", "the registration is with the carriers already");
    await sender.save({ registration: read.data, submittedAt: sender.now });
    await audit(context, sender, actor, "sender.submitted");
    const failure = await keepProblem(context, sender, () => submit(context, sender, read.data));
    return failure?.kind === "refused" ? refuse("invalid", problemOf(failure)) : ({ ok: true } as const);
  });
  return result ?? BUSY;
}

/** @throws RegistrarError */
async function submit(context: AppContext, sender: ClaimedSender, form: RegistrationForm): Promise<void> {
  await setUpSender(context, sender);
  const { account, row } = sender;
  const { id, numberSid, verificationSid, status } = row;
  if (!account || !numberSid) throw new Error(`the set-up of sender ${id} is not complete`);
  if (verificationSid === null || status !== "refused")
    return recordVerification(
      context,
      sender,
      await context.registrar.ensureVerification(account, { numberSid, senderId: id, form }),
    );
  const isEditable = row.editUntil && Temporal.Instant.compare(row.editUntil, sender.now) > 0;
  if (isEditable)
    return recordVerification(
      context,
      sender,
      await context.registrar.mendVerification(account, verificationSid, form),
    );
  // Past its deadline a refused registration is replaced by a new one, which queues again.
  await context.registrar.dropVerification(account, verificationSid);
  await sender.save({ verificationSid: null, status: "draft" });
  await recordVerification(
    context,
    sender,
    await context.registrar.ensureVerification(account, { numberSid, senderId: id, form }),
  );
}

/** Asks the carriers for the state of a registration now. */
export async function refreshRegistration(
  context: AppContext,
  { shopId, senderId }: { shopId: string; senderId: string },
): Promise<ServiceResult<object>> {
  if (!(await findSender(context.db.pool, shopId, senderId))) return refuse("not_found", "there is no such sender");
  const done = await withSender(context, { shopId, id: senderId }, (sender) => lookAt(context, sender));
  return done === null ? BUSY : { ok: true };
}

/** Continues a sender's set-up where it stopped, and reads the state of its account and registration. */
export async function lookAt(context: AppContext, sender: ClaimedSender): Promise<void> {
  if (sender.row.status === "released" || sender.row.status === "suspended") return;
  await keepProblem(context, sender, async () => {
    await renewToken(context, sender);
    await setUpSender(context, sender);
    const { account } = sender;
    if (!account) return;
    const { status, submittedAt, verificationSid, registration } = sender.row;
    if (verificationSid !== null && status !== "approved")
      return recordVerification(context, sender, await context.registrar.readVerification(account, verificationSid));
    const form = registrationForm.safeParse(registration);
    // It was told to submit, and stopped before the provider had it.
    if (status === "draft" && submittedAt !== null && form.success) await submit(context, sender, form.data);
  });
}

/** The token of an account may be renewed at the provider: the stored one follows. */
async function renewToken({ registrar, log }: AppContext, sender: ClaimedSender): Promise<void> {
  const { account } = sender;
  if (!account) return;
  const now = await registrar.readAccount(account.accountSid);
  if (now.authToken === account.authToken) return;
  log.info({ senderId: sender.row.id }, "the token of a sender's account was renewed at Twilio");
  await sender.saveAccount({ accountSid: account.accountSid, authToken: now.authToken });
}

async function audit(
  context: AppContext,
  { row: { id, shopId }, now }: ClaimedSender,
  actor: string,
  action: "sender.registration_changed" | "sender.submitted",
): Promise<void> {
  await recordAudit(context.db.pool, [
    {
      id: context.newId(now),
      shopId,
      actor,
      action,
      target: `sender:${id}`,
      before: null,
      after: null,
      createdAt: now,
    },
  ]);
}
