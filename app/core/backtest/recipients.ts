import { CAP_REACH_DAYS } from "../compliance/caps.ts";
import { isCart } from "../compliance/cart.ts";
import type { RecipientHistory } from "../sequence/standing-step.ts";
import { Temporal, type Instant } from "../time.ts";

/** A marketing text that went out, or would have. */
export interface SellingText {
  /** E.164. */
  phone: string;
  /** What its sequence was about; null where it had none. */
  subject: string | null;
  at: Instant;
}

/** What numbers have been sent, as time goes on: texts must be noted in the order in which they went. */
export class Recipients {
  readonly #byPhone = new Map<string, Instant[]>();
  readonly #reminded = new Map<string, Instant>();

  note({ phone, subject, at }: SellingText): void {
    const reach = at.subtract({ hours: 24 * CAP_REACH_DAYS });
    this.#byPhone.set(phone, [at, ...(this.#byPhone.get(phone) ?? []).filter((before) => Temporal.Instant.compare(before, reach) > 0)]);
    if (subject && isCart(subject) && !this.#reminded.has(subject)) this.#reminded.set(subject, at);
  }

  historyOf(phone: string | null, subject: string, now: Instant): RecipientHistory {
    const texts = phone === null ? undefined : this.#byPhone.get(phone);
    const reach = now.subtract({ hours: 24 * CAP_REACH_DAYS });
    return {
      recent: (texts ?? []).filter((at) => Temporal.Instant.compare(at, reach) > 0),
      firstMarketing: phone !== null && texts === undefined,
      cartRemindedAt: this.#reminded.get(subject) ?? null,
    };
  }
}
