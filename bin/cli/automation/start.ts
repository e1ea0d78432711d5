import { Command } from "commander";
import { readPhone } from "#core/customers/phone-number.ts";
import { startManually } from "#services/automations/start-manually.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findKnownCustomer } from "#shell/repositories/intake/known-customers.server.ts";
import type { Perform } from "../perform.ts";
import { ACTOR, automationOrFail, NAMED } from "./find.ts";

export const startCommand = ({ withContext }: Perform): Command =>
  new Command("start")
    .description("start an automation with the trigger “Manual” for customers")
    .argument("<domain>")
    .argument("<automation>", NAMED)
    .argument("<customer...>", "phone numbers with their country's prefix, email addresses or Shopify ids")
    .action(
      withContext(async (context, domain: string, key: string, customers: string[]) => {
        const { shopId, automation } = await automationOrFail(context, domain, key);
        const found = await Promise.all(customers.map((word) => findCustomer(context, shopId, word)));
        const unknown = customers.filter((_word, at) => found[at] === null);
        if (unknown.length > 0) throw new Error(`${domain} has no customer ${unknown.join(", ")}; nothing was started`);
        const customerIds = found.filter((id) => id !== null);
        const started = await startManually(context, {
          shopId,
          automationId: automation.id,
          audience: { customerIds },
          actor: ACTOR,
          requestId: context.newId(context.clock.now()),
        });
        if (!started.ok) throw new Error(started.message);
        return {
          data: { domain, automationId: automation.id, customerIds },
          text: `"${automation.name}" starts for ${customerIds.length} in ${domain}; its log says who entered`,
        };
      }),
    );

function findCustomer(context: AppContext, shopId: string, word: string): Promise<string | null> {
  const none = { shopifyId: null, phone: null, email: null };
  if (word.includes("@")) return findKnownCustomer(context.db.pool, shopId, { ...none, email: word });
  const phone = word.startsWith("+") ? (readPhone(word)?.e164 ?? null) : null;
  if (phone) return findKnownCustomer(context.db.pool, shopId, { ...none, phone });
  return /^\d+$/.test(word)
    ? findKnownCustomer(context.db.pool, shopId, { ...none, shopifyId: word })
    : Promise.resolve(null);
}
