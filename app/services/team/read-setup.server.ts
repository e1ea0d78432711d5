import { setupOf, type SetupStep } from "#core/team/setup-guide.ts";
import { hasNumber } from "#core/senders/sender.ts";
import { readSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { hasSharedSender } from "#shell/env.server.ts";
import { readSetupFacts } from "#shell/repositories/team/setup-facts.server.ts";
import { listSenders } from "#shell/repositories/senders/senders.server.ts";
import type { Shop } from "./require-staff.server.ts";

/** The steps of the setup guide. */
export interface Setup {
  steps: SetupStep[];
  /** Id of an active automation, else of the one changed last. */
  automationId: string | null;
  automationOn: boolean;
  /** The team dismissed the guide. */
  hidden: boolean;
}

export async function readSetup({ db, env }: AppContext, shop: Shop): Promise<Setup> {
  const [{ automationId, ...facts }, senders] = await Promise.all([
    readSetupFacts(db.pool, shop.id),
    listSenders(db.pool, shop.id),
  ]);
  const { senderName, disclosure, setupGuideHidden } = readSettings(shop.settings);
  return {
    steps: setupOf({
      senderName,
      disclosure,
      hasNumber: hasNumber(senders, hasSharedSender(env)),
      hasAutomation: automationId !== null,
      ...facts,
    }),
    automationId,
    automationOn: facts.automationOn,
    hidden: setupGuideHidden,
  };
}

/**
 * The guide for a page that is opened.
 * @returns null where the guide is done or dismissed
 */
export async function readOpenSetup(context: AppContext, shop: Shop): Promise<Setup | null> {
  if (readSettings(shop.settings).setupGuideHidden) return null;
  const setup = await readSetup(context, shop);
  return setup.steps.every(({ done }) => done) ? null : setup;
}
