import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import {
  claimSender,
  saveSender,
  type SenderChanges,
  type SenderRow,
} from "#shell/repositories/senders/senders.server.ts";
import { lockShop } from "#shell/repositories/team/shops.server.ts";
import type { ShopAccount } from "#shell/sms/registrar.server.ts";

/** Longer than any one call to the provider; each saved step renews it. */
const LEASE = { minutes: 3 };

/** Another process has claimed the sender since. */
class ClaimLost extends Error {}

/** A sender that this process may change at the provider. Each step is saved before the next begins. */
export class ClaimedSender {
  #row: SenderRow;
  readonly #context: AppContext;

  constructor(context: AppContext, row: SenderRow) {
    this.#context = context;
    this.#row = row;
  }

  get row(): SenderRow {
    return this.#row;
  }

  /** The shop's account; null until it is made. */
  get account(): ShopAccount | null {
    const { id, accountSid, authToken } = this.#row;
    return accountSid && authToken ? { accountSid, authToken: this.#context.secrets.decrypt(authToken, id) } : null;
  }

  get now(): Instant {
    return this.#context.clock.now();
  }

  async save(changes: SenderChanges): Promise<void> {
    const until = this.now.add(LEASE);
    if (!(await saveSender(this.#context.db.pool, this.#row, changes, until)))
      throw new ClaimLost("another process changes this sender");
    this.#row = { ...this.#row, ...changes };
  }

  async saveAccount({ accountSid, authToken }: ShopAccount): Promise<void> {
    await this.save({ accountSid, authToken: this.#context.secrets.encrypt(authToken, this.#row.id) });
  }
}

/**
 * Does work with a sender that no other process changes meanwhile.
 * @returns null when another process has the sender, or there is none
 */
export async function withSender<T>(
  context: AppContext,
  { shopId, id }: { shopId: string; id: string },
  work: (sender: ClaimedSender) => Promise<T>,
): Promise<T | null> {
  const now = context.clock.now();
  const row = await transaction(context.db.pool, async (sql) => {
    await lockShop(sql, shopId);
    return claimSender(sql, id, now, now.add(LEASE));
  });
  if (!row) return null;
  const sender = new ClaimedSender(context, row);
  try {
    return await work(sender);
  } catch (error) {
    if (error instanceof ClaimLost) return null;
    throw error;
  } finally {
    await saveSender(context.db.pool, row, {}, null);
  }
}
