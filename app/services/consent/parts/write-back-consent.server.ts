import { SHOPBELL_CONSENT_SOURCES } from "#core/consent/own-sources.ts";
import { priorities, type Reminder } from "#core/operations/jobs.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import {
  findUnwritten,
  writeBackTargetOf,
  WRITTEN_BACK_SOURCES,
  type UnwrittenConsent,
} from "#shell/repositories/consent/consents.server.ts";

const AT_ONCE = 100;
/** A store that cannot be told for so long has most likely said no for good. */
const TRIED_FOR = Temporal.Duration.from({ hours: 7 * 24 });

/** Below every id that is made from a time on: ids begin with their time. */
const idFrom = (at: Instant): string =>
  `${at.epochMilliseconds
    .toString(16)
    .padStart(12, "0")
    .replace(/^(.{8})/, "$1-")}-0000-0000-000000000000`;

/** Many that stop at the same time are one reminder. */
const TOGETHER_MS = 10_000;

/** The reminder to tell stores right away; without it they are told by the task's next run. */
export const writeBackReminder = (now: Instant): Reminder => ({
  name: "task.run",
  id: `write-back-consent-${Math.floor(now.epochMilliseconds / TOGETHER_MS)}`,
  payload: { name: "write-back-consent" },
  priority: priorities.normal,
});

/**
 * Tells stores of consents that were given or withdrawn here. What a store has taken, or refused for good, is noted
 * in the audit trail; all else is told again at the next run.
 */
export async function writeBackConsents(context: AppContext): Promise<void> {
  const away = new Set<string>();
  for (let after = idFrom(context.clock.now().subtract(TRIED_FOR)); ;) {
    const consents = await findUnwritten(context.db.pool, SHOPBELL_CONSENT_SOURCES, { after, limit: AT_ONCE });
    for (const consent of consents)
      if (!away.has(consent.shopId) && !(await writeBack(context, consent))) away.add(consent.shopId);
    after = consents.at(-1)?.id ?? after;
    if (consents.length < AT_ONCE) return;
  }
}

const levels = new Set(["single_opt_in", "confirmed_opt_in"] as const);
type Level = typeof levels extends Set<infer L> ? L : never;
const levelOf = (told: string | null): Level | "unknown" => [...levels].find((level) => level === told) ?? "unknown";

/** @returns false where the store does not answer, so that nothing else is asked of it now */
async function writeBack(
  context: AppContext,
  { id, shopId, shopDomain, shopifyId, state, optInLevel, occurredAt }: UnwrittenConsent,
): Promise<boolean> {
  const result = await context.adminApi.writeSmsConsent(shopDomain, shopifyId, {
    state,
    optInLevel: levelOf(optInLevel),
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
      action: WRITTEN_BACK_SOURCES,
      target: writeBackTargetOf(id),
      before: null,
      after,
      createdAt: now,
    },
  ]);
  return true;
}
