import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { renewClaims, type Claim } from "#shell/repositories/engine/step-claims.server.ts";

const LEASE = Temporal.Duration.from({ seconds: 120 });
/** A lease is renewed once half of it has passed. */
const RENEW_AFTER = Temporal.Duration.from({ seconds: 60 });
/** How often the leases are looked at while no call begins, in milliseconds. */
const LOOK_EVERY_MS = 20_000;

export const leaseFrom = (now: Instant): Instant => now.add(LEASE);

/**
 * The leases of the claimed steps of one process. Steps may wait in the process for longer than one lease: few calls at
 * once to a slow provider. Their leases are renewed until they end, so that no other worker takes them for interrupted.
 */
export class StepLeases {
  readonly #held = new Map<string, Claim>();
  readonly #context: AppContext;
  #renewAt: Instant | null = null;
  #renewing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(context: AppContext) {
    this.#context = context;
  }

  /** @param claimedAt when their leases began */
  hold(claims: readonly Claim[], claimedAt: Instant): void {
    if (claims.length === 0) return;
    if (this.#held.size === 0) this.#renewAt = claimedAt.add(RENEW_AFTER);
    for (const claim of claims) this.#held.set(claim.id, claim);
    this.#timer ??= setInterval(() => void this.#renewIfDue(), LOOK_EVERY_MS).unref();
  }

  end(stepRowId: string): void {
    this.#held.delete(stepRowId);
    if (this.#held.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** The claim of a step that has not ended; null if another worker has claimed it since. */
  async claimOf(stepRowId: string): Promise<Claim | null> {
    await this.#renewIfDue();
    return this.#held.get(stepRowId) ?? null;
  }

  #renewIfDue(): Promise<void> {
    const now = this.#context.clock.now();
    if (this.#renewing) return this.#renewing;
    if (this.#held.size === 0 || !this.#renewAt || Temporal.Instant.compare(now, this.#renewAt) < 0)
      return Promise.resolve();
    return (this.#renewing = this.#renew(now).finally(() => (this.#renewing = null)));
  }

  /** A renewal that fails is logged: the database is asked again before the call, and the next renewal may succeed. */
  async #renew(now: Instant): Promise<void> {
    const { db, log } = this.#context;
    const claims = [...this.#held.values()];
    try {
      const renewed = await renewClaims(db.pool, claims, leaseFrom(now));
      this.#renewAt = now.add(RENEW_AFTER);
      for (const { id, fence } of claims)
        if (!renewed.has(id) && this.#held.get(id)?.fence === fence) this.#held.delete(id);
    } catch (error) {
      log.warn({ err: error, steps: claims.length }, "the leases of steps could not be renewed");
    }
  }
}
