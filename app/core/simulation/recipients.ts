import { CAP_WINDOW_DAYS } from "../sending/caps.ts";
import { isCart } from "../sending/cart.ts";
import type { RecipientHistory } from "../engine/step-snapshot.ts";
import { Temporal, type Instant } from "../time/time.ts";

/** A marketing text or e-mail that went out, or would have. */
export interface MarketingMessage {
  channel: "sms" | "email";
  /** E.164, or an e-mail address: the one is never the other. */
  to: string;
  /** What its sequence was about; null where it had none. */
  subject: string | null;
  at: Instant;
}

/**
 * What numbers and addresses have been sent, as time goes on: messages must be noted in the order in which they went.
 */
export class RecipientBook {
  readonly #byAddress = new Map<string, Instant[]>();
  readonly #reminded = new Map<string, Instant>();

  note({ channel, to, subject, at }: MarketingMessage): void {
    this.#byAddress.set(to, [at, ...this.#lately(to, at)]);
    if (channel === "sms" && subject && isCart(subject) && !this.#reminded.has(subject))
      this.#reminded.set(subject, at);
  }

  historyOf(
    { phone, email, subject }: { phone: string | null; email: string | null; subject: string },
    now: Instant,
  ): RecipientHistory {
    return {
      recent: this.#lately(phone, now),
      firstMarketing: phone !== null && !this.#byAddress.has(phone),
      recentEmails: this.#lately(email, now),
      cartRemindedAt: this.#reminded.get(subject) ?? null,
    };
  }

  #lately(address: string | null, now: Instant): Instant[] {
    const reach = now.subtract({ hours: 24 * CAP_WINDOW_DAYS });
    return (address === null ? [] : (this.#byAddress.get(address) ?? [])).filter(
      (at) => Temporal.Instant.compare(at, reach) > 0,
    );
  }
}
