import { CAP_WINDOW_DAYS } from "../sending/caps.ts";
import { isCart } from "../sending/cart.ts";
import type { RecipientHistory } from "../engine/step-snapshot.ts";
import { Temporal, type Instant } from "../time/time.ts";

/** A marketing text or e-mail that was sent, or would have been. */
export interface MarketingMessage {
  channel: "sms" | "email";
  /** E.164 or an e-mail address; the two never collide. */
  to: string;
  /** The subject of its sequence; null when it had none. */
  subject: string | null;
  at: Instant;
}

/** Message history by address. Record messages in the order they were sent. */
export class RecipientBook {
  readonly #byAddress = new Map<string, Instant[]>();
  readonly #reminded = new Map<string, Instant>();

  record({ channel, to, subject, at }: MarketingMessage): void {
    this.#byAddress.set(to, [at, ...this.#recentTo(to, at)]);
    if (channel === "sms" && subject && isCart(subject) && !this.#reminded.has(subject))
      this.#reminded.set(subject, at);
  }

  historyOf(
    { phone, email, subject }: { phone: string | null; email: string | null; subject: string },
    now: Instant,
  ): RecipientHistory {
    return {
      recent: this.#recentTo(phone, now),
      firstMarketing: phone !== null && !this.#byAddress.has(phone),
      recentEmails: this.#recentTo(email, now),
      cartRemindedAt: this.#reminded.get(subject) ?? null,
    };
  }

  #recentTo(address: string | null, now: Instant): Instant[] {
    const windowStart = now.subtract({ hours: 24 * CAP_WINDOW_DAYS });
    return (address === null ? [] : (this.#byAddress.get(address) ?? [])).filter(
      (at) => Temporal.Instant.compare(at, windowStart) > 0,
    );
  }
}
