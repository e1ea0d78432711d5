import { SHOPBELL_CONSENT_SOURCES } from "#core/consent/own-sources.ts";
import { optInLevelOf } from "#core/consent/subscriber.ts";
import { priorities, type Reminder } from "#core/operations/jobs.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import {
  findUnwritten,
  writeBackTargetOf,
  WRITTEN_BACK_ACTION,
  type UnwrittenConsent,
} from "#shell/repositories/consent/consents.server.ts";

const PAGE_SIZE = 100;
/** After a week of failed retries the Admin API refusal is permanent. */
export const RETRY_WINDOW = Temporal.Duration.from({ hours: 7 * 24 });

/** The lowest UUIDv7 of an instant: ids start with their timestamp. */
const lowestIdAt = (at: Instant): string =>
  `${at.epochMilliseconds
    .toString(16)
    .padStart(12, "0")
    .replace(/^(.{8})/, "$1-")}-0000-0000-000000000000`;

/** Opt-outs within this window share one job. */
const DEBOUNCE_MS = 10_000;

/** Reminder to write consents back now. Without it, the scheduled task does it on its next run. */
export const writeBackReminder = (now: Instant): Reminder => ({
  name: "task.run",
  id: `write-back-consent-${Math.floor(now.epochMilliseconds / DEBOUNCE_MS)}`,
  payload: { name: "write-back-consent" },
  priority: priorities.normal,
});

/**
 * Writes consents that changed in Shopbell back to Shopify. The audit trail records each success and each permanent
 * refusal; the next run retries the rest.
 */
export async function writeBackConsents(context: AppContext): Promise<void> {
  const unreachableShopIds = new Set<string>();
  for (let after = lowestIdAt(context.clock.now().subtract(RETRY_WINDOW)); ;) {
    const consents = await findUnwritten(context.db.pool, SHOPBELL_CONSENT_SOURCES, { after, limit: PAGE_SIZE });
    for (const consent of consents)
      if (!unreachableShopIds.has(consent.shopId) && !(await writeBack(context, consent)))
        unreachableShopIds.add(consent.shopId);
    after = consents.at(-1)?.id ?? after;
    if (consents.length < PAGE_SIZE) return;
  }
}

/** @returns false if the Admin API failed temporarily, so that this run skips the shop */
async function writeBack(
  context: AppContext,
  { id, shopId, shopDomain, shopifyId, state, optInLevel, occurredAt }: UnwrittenConsent,
): Promise<boolean> {
  const result = await context.adminApi.writeSmsConsent(shopDomain, shopifyId, {
    state,
    optInLevel: optInLevelOf(optInLevel),
    updatedAt: occurredAt.toString(),
  });
  if (result.kind === "retry") {
    context.log.warn(
      { shopDomain, detail: result.detail },
      "a consent could not be written to the store; it is tried again",
    );
    return false;
  }
  const now = context.clock.now();
  const after =
    result.kind === "done" ? { state } : { state, refused: result.code, detail: result.detail.slice(0, 300) };
  await recordAudit(context.db.pool, [
    {
      id: context.newId(now),
      shopId,
      actor: "shopbell",
      action: WRITTEN_BACK_ACTION,
      target: writeBackTargetOf(id),
      before: null,
      after,
      createdAt: now,
    },
  ]);
  return true;
}
