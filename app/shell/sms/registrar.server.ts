import type { Refusal } from "#core/senders/refusals.ts";
import type { RegistrationForm } from "#core/senders/registration.ts";
import type { SenderKind } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";

/** Credentials of a shop's account at the provider. */
export interface ShopAccount {
  accountSid: string;
  authToken: string;
}

/** A number that the provider holds for a shop. */
interface HeldNumber {
  number: string;
  numberSid: string;
}

/** Where the provider calls the app. */
interface CallbackUrls {
  inbound: string;
}

/** The state of a registration at the carriers. */
export interface Verification {
  verificationSid: string;
  status: "submitted" | "in_review" | "approved" | "refused";
  refusals: Refusal[];
  /** A refused one may be edited until then; null when it may not. */
  editUntil: Instant | null;
}

/**
 * A failed call of the set-up. `busy`: the provider asks to wait. `away`: it did not answer, so that it is not known
 * whether the call was done. `refused`: it will not do it, for a reason that it names.
 */
export class RegistrarError extends Error {
  readonly kind: "busy" | "away" | "refused";
  /** The provider's code; null without one. */
  readonly code: string | null;
  constructor(kind: RegistrarError["kind"], code: string | null, message: string, cause: unknown) {
    super(message, { cause });
    this.kind = kind;
    this.code = code;
  }
}

/**
 * Sets senders up at the provider. Each act looks for what an earlier one made, by the name that it was given, before it
 * makes another.
 * @throws RegistrarError
 */
export interface SenderRegistrar {
  /** Finds the account of that name, or creates it. */
  ensureAccount(name: string): Promise<ShopAccount>;
  /** Reads an account's current token and status, as the parent. */
  readAccount(accountSid: string): Promise<ShopAccount & { status: string }>;
  setAccountStatus(accountSid: string, status: "active" | "suspended" | "closed"): Promise<void>;
  /** Finds the number of that name, or buys one. */
  ensureNumber(
    account: ShopAccount,
    wanted: {
      name: string;
      kind: Exclude<SenderKind, "alphanumeric">;
      country: string;
      urls: CallbackUrls;
      /** A number of the parent account, E.164, to move to the shop's account instead of buying one. */
      brought: string | null;
    },
  ): Promise<HeldNumber>;
  /** Gives a number back; one that is gone already is no error. */
  releaseNumber(account: ShopAccount, numberSid: string): Promise<void>;
  /** Finds the messaging service of that name, or creates it, and puts the number or name into its pool. */
  ensureService(
    account: ShopAccount,
    wanted: { name: string; urls: CallbackUrls; pool: { numberSid: string } | { senderName: string } },
  ): Promise<string>;
  /** Finds the number's verification, or submits one. */
  ensureVerification(
    account: ShopAccount,
    wanted: { numberSid: string; senderId: string; form: RegistrationForm },
  ): Promise<Verification>;
  readVerification(account: ShopAccount, verificationSid: string): Promise<Verification>;
  /** Edits a refused verification, which sends it again. */
  mendVerification(account: ShopAccount, verificationSid: string, form: RegistrationForm): Promise<Verification>;
  /** Deletes a verification that may not be edited any more; one that is gone already is no error. */
  dropVerification(account: ShopAccount, verificationSid: string): Promise<void>;
  /** Numbers of the United States that were given up on a day, in parts; of the parent or any account. */
  deactivatedOn(day: string): AsyncIterable<string[]>;
  /** The kind of line of a number; null when the provider does not know it. */
  lineTypeOf(phone: string): Promise<string | null>;
}
