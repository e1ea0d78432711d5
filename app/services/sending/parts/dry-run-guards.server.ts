import { holdoutBucket } from "#core/analytics/holdout-bucket.ts";
import type { StepFacts } from "#core/sending/guards/define.ts";
import type { MessageKind } from "#core/sending/message-kind.ts";
import { dryRunGuards, type DryRun } from "#core/sending/guards/dry-run.ts";
import { textRecipientOf } from "#core/sending/recipient.ts";
import { contextFactsOf } from "#core/engine/step-snapshot.ts";
import { readSettings } from "#core/team/settings.ts";
import type { AutomationStatus } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import { hasSharedSender } from "#shell/env.server.ts";
import type { GuardedCustomer } from "#shell/repositories/simulation/guarded-customer.server.ts";
import { readSpendNow } from "#shell/repositories/credits/ledger.server.ts";
import { readSenderFacts } from "#shell/repositories/senders/sender-facts.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { readRecipientHistory } from "#services/engine/parts/read-recipient-history.server.ts";

/** A text to check. */
interface DraftText {
  kind: MessageKind;
  body: string;
  /** Of the automation that would send the text; "active" when absent. */
  status?: AutomationStatus;
}

/**
 * Reads the facts of a customer once, for checking several texts.
 * @param options.only the number that the texts are for; without it, the customer's
 * @returns a function that runs the guards on a text and reports whether it would be sent now, or the guard that
 * refuses
 */
export async function readDryRun(
  { db, clock, env }: Pick<AppContext, "db" | "clock" | "env">,
  shop: Shop,
  person: GuardedCustomer,
  { only = null }: { only?: string | null } = {},
): Promise<(draft: DraftText) => DryRun> {
  const now = clock.now();
  const { numbers, countryCode, provinceCode, erased, wroteAt } = person;
  const recipientOf = (kind: MessageKind) => textRecipientOf(numbers, { kind, now, only });
  const { phone } = recipientOf("marketing");
  const history = (
    await readRecipientHistory(db.pool, [{ id: person.id, shopId: shop.id, phone, email: null, subject: "" }], now)
  ).get(person.id);
  const senders = await readSenderFacts(db.pool, shop.id);
  const spend = await readSpendNow(db.pool, shop, now);
  return ({ kind, body, status = "active" }) => {
    const facts: StepFacts = {
      now,
      kind,
      ...contextFactsOf(
        {
          shopName: shop.name,
          shopDomain: shop.domain,
          timezone: shop.timezone,
          installed: shop.uninstalledAt === null,
          settings: shop.settings,
          senders,
          automationStatus: status,
          sequenceStatus: "active",
        },
        hasSharedSender(env),
      ),
      exit: null,
      customer: { erased, countryCode, provinceCode, holdoutBucket: holdoutBucket(person.id) },
      recipient: recipientOf(kind),
      order: null,
      cart: null,
      recent: history?.recent ?? [],
      wroteAt,
      overCap: "skip",
      firstMarketing: history?.firstMarketing ?? false,
      unpaid: null,
      throttled: null,
    };
    return dryRunGuards(facts, { body }, { balance: shop.creditBalance, spend, caps: readSettings(shop.settings) });
  };
}
