import { remedyFor } from "#core/senders/refusals.ts";
import type { SenderKind, SenderStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { listSenders, type SenderRow } from "#shell/repositories/senders/senders.server.ts";

/** A shop's sender as pages and commands show it; never with a credential. */
export interface SenderView {
  id: string;
  shop: string;
  kind: SenderKind;
  status: SenderStatus;
  country: string;
  /** E.164, or the name that an alphanumeric sender shows; null until it has one. */
  number: string | null;
  accountSid: string | null;
  serviceSid: string | null;
  perSecond: number;
  /** What was filled in so far. */
  registration: Record<string, unknown>;
  /** Each with what to mend, in plain words; `remedy` is null where only the provider's reason is known. */
  refusals: { code: string | null; reason: string; remedy: string | null }[];
  editUntil: Instant | null;
  /** Why the set-up stopped, in plain words. */
  problem: string | null;
  submittedAt: Instant | null;
  decidedAt: Instant | null;
  releasedAt: Instant | null;
}

const toView = ({
  id,
  shopDomain,
  kind,
  status,
  country,
  number,
  accountSid,
  serviceSid,
  perSecond,
  registration,
  refusals,
  editUntil,
  problem,
  submittedAt,
  decidedAt,
  releasedAt,
}: SenderRow): SenderView => ({
  id,
  shop: shopDomain,
  kind,
  status,
  country,
  number,
  accountSid,
  serviceSid,
  perSecond,
  registration,
  refusals: refusals.map((refusal) => ({ ...refusal, remedy: remedyFor(refusal) })),
  editUntil,
  problem,
  submittedAt,
  decidedAt,
  releasedAt,
});

/** The senders of all shops, or of one; released ones too. */
export const readSenders = async ({ db }: Pick<AppContext, "db">, shopId: string | null): Promise<SenderView[]> =>
  (await listSenders(db.pool, shopId)).map(toView);
