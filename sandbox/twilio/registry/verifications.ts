import { Temporal } from "#core/time/time.ts";
import { newSid, type Registry, type Verification, type VerificationForm } from "./registry.ts";

type VerificationStatus = "PENDING_REVIEW" | "IN_REVIEW" | "TWILIO_APPROVED" | "TWILIO_REJECTED";

/** Refusals of a verification that the sandbox offers. Source: Twilio's error and warning dictionary. */
export const refusalReasons: Record<number, { reason: string; editable: boolean }> = {
  1012: { reason: "Shopping cart reminders must follow specific guidelines", editable: true },
  30441: { reason: "Content violation: the sample message does not match the use case", editable: true },
  30442: { reason: "Campaign violation: the use case is not clear", editable: true },
  30443: { reason: "Prohibited content: the business may not send these messages", editable: false },
  30445: { reason: "Invalid information: the business name or website could not be confirmed", editable: true },
  30446: { reason: "Opt-in error: the opt-in picture does not show how customers agree", editable: true },
  30447: { reason: "The phone number cannot be verified", editable: false },
  30448: { reason: "Age gate: the website lacks a check of the age", editable: true },
  30449: { reason: "The link in the sample message does not lead to the business", editable: true },
  30451: { reason: "The address of the business is invalid", editable: true },
};
/** How long a refused verification may be corrected with priority. */
const EDIT_DAYS = 7;
const PRIORITY_DAYS = 1;

const later = (instant: string, days: number): string =>
  Temporal.Instant.from(instant)
    .add({ hours: 24 * days })
    .toString();
const isBefore = (a: string, b: string): boolean =>
  Temporal.Instant.compare(Temporal.Instant.from(a), Temporal.Instant.from(b)) < 0;

export function submitVerification(
  registry: Registry,
  { accountSid, numberSid, phoneNumber }: Pick<Verification, "accountSid" | "numberSid" | "phoneNumber">,
  form: VerificationForm,
): Verification {
  const at = registry.now();
  const verification: Verification = {
    sid: newSid("HH"),
    accountSid,
    numberSid,
    phoneNumber,
    form,
    createdAt: at,
    submittedAt: at,
    dueAt: later(at, registry.state.reviewDays),
    decision: null,
  };
  registry.state.verifications.push(verification);
  return verification;
}

/** Corrects a refused verification, and begins its review again: with priority until the editing expires. */
export function resubmitVerification(registry: Registry, verification: Verification, form: VerificationForm): void {
  const at = registry.now();
  const { editExpiration } = standingOf(registry, verification);
  const hasPriority = editExpiration !== null && isBefore(at, editExpiration);
  const { reviewDays } = registry.state;
  verification.form = { ...verification.form, ...form };
  verification.submittedAt = at;
  verification.dueAt = later(at, hasPriority ? Math.min(PRIORITY_DAYS, reviewDays) : reviewDays);
  verification.decision = null;
}

export interface Standing {
  status: VerificationStatus;
  updatedAt: string;
  refusal: { code: number; reason: string } | null;
  editAllowed: boolean | null;
  editExpiration: string | null;
}

/** Where a verification stands now: the review begins after a third of its time, and ends with an approval. */
export function standingOf({ now }: Pick<Registry, "now">, verification: Verification): Standing {
  const { submittedAt, dueAt, decision } = verification;
  const undecided = { refusal: null, editAllowed: null, editExpiration: null };
  if (decision?.refusedFor) {
    const code = decision.refusedFor;
    const { reason, editable } = refusalReasons[code] ?? { reason: "Verification refused", editable: true };
    return {
      status: "TWILIO_REJECTED",
      updatedAt: decision.at,
      refusal: { code, reason },
      editAllowed: editable,
      editExpiration: editable ? later(decision.at, EDIT_DAYS) : null,
    };
  }
  if (decision) return { status: "TWILIO_APPROVED", updatedAt: decision.at, ...undecided };
  const begun = Temporal.Instant.from(submittedAt);
  const third = begun.add({ seconds: Math.floor(begun.until(Temporal.Instant.from(dueAt)).total("seconds") / 3) });
  if (!isBefore(now(), dueAt)) return { status: "TWILIO_APPROVED", updatedAt: dueAt, ...undecided };
  if (!isBefore(now(), third.toString())) return { status: "IN_REVIEW", updatedAt: third.toString(), ...undecided };
  return { status: "PENDING_REVIEW", updatedAt: submittedAt, ...undecided };
}

export const isApproved = (registry: Registry, phoneNumber: string): boolean =>
  registry.state.verifications.some(
    (verification) =>
      verification.phoneNumber === phoneNumber && standingOf(registry, verification).status === "TWILIO_APPROVED",
  );

/** @param refusedFor Twilio's code of the refusal; null approves */
export function decideVerification(registry: Registry, verification: Verification, refusedFor: number | null): void {
  verification.decision = { at: registry.now(), refusedFor };
}

/** Lets a review take longer. */
export function delayVerification(verification: Verification, days: number): void {
  verification.dueAt = later(verification.dueAt, days);
}
