import type { ReconciliationProblem } from "#core/intake/reconciliation/changes.ts";
import { healthFindingsOf, type HealthFinding } from "#core/operations/health-findings.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import { knownFailure } from "#core/sending/failure-codes.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { listFailedEvents, listFailedSteps, type ListedFailure } from "#shell/repositories/sending/failures.server.ts";
import { countFetchedEvents } from "#shell/repositories/intake/fetched-events.server.ts";
import { readReconciliation, type ReconciliationState } from "#shell/repositories/intake/reconciliations.server.ts";
import { countNotAdded } from "#shell/repositories/consent/customer-additions.server.ts";
import { listTasks } from "#shell/repositories/operations/scheduled-tasks.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { formatReason } from "#text/reasons.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { idleSecondsOf } from "./read-operation.server.ts";
import { readMissingScopes } from "./parts/read-missing-scopes.server.ts";
import { readQueueStats } from "./queue-stats.server.ts";
import { readImport, type ShownImport } from "../intake/read-import.server.ts";
import { countReceivedTopics, type ReceivedTopicCount } from "../intake/parts/count-received-topics.server.ts";
import { listUnknownMessages } from "../sending/list-unknown-messages.server.ts";
import { retryBlockerOf } from "../sending/retry-failed.server.ts";

/** Failures listed per kind; `FAILED_WITHIN_DAYS` limits steps and refused customers. */
const MAX_FAILURES = 25;
const FAILED_WITHIN_DAYS = 7;
const FETCHED_WITHIN_DAYS = 7;
/** A comparison that failed less often is tried again without a word. */
const FAILURES_BEFORE_FINDING = 3;

interface FailureLine {
  id: string;
  what: "event" | "step";
  /** The topic, or the automation's name. */
  name: string;
  customer: string | null;
  at: ShownMoment;
  error: string;
  logId: string | null;
  /** Why it cannot be retried; null if it can. */
  objection: string | null;
}

interface UnknownLine {
  messageId: string;
  entryId: string | null;
  to: string;
  since: ShownMoment;
  looks: number;
  /** Null while the provider request may still return. */
  next: ShownMoment | null;
}

export interface Health {
  findings: HealthFinding[];
  unknown: UnknownLine[];
  failures: FailureLine[];
  received: ReceivedTopicCount[];
  comparison: Comparison;
  /** The import of the store's past; null before the first. */
  imported: ShownImport | null;
}

/** What webhooks told, compared with Shopify. */
interface Comparison {
  /** Null before the first. */
  lastAt: ShownMoment | null;
  /** Events that no webhook had told and that were fetched in the last `FETCHED_WITHIN_DAYS` days. */
  fetched: number;
}

/** A shop's status: what is late, unconfirmed or failed, and the events received by topic. */
export async function readHealth(context: AppContext, shop: Shop): Promise<Health> {
  const { db, clock } = context;
  const now = clock.now();
  const [stats, rows, unknown, events, steps, received, reconciliation, fetched, imported, missing, notAdded] =
    await Promise.all([
      readQueueStats(context, shop.id),
      listTasks(db.pool),
      listUnknownMessages(context, shop.domain),
      listFailedEvents(db.pool, shop.id, MAX_FAILURES),
      listFailedSteps(db.pool, shop.id, now.subtract({ hours: 24 * FAILED_WITHIN_DAYS }), MAX_FAILURES),
      countReceivedTopics(context, shop),
      readReconciliation(db.pool, shop.id),
      countFetchedEvents(db.pool, shop.id, now.subtract({ hours: 24 * FETCHED_WITHIN_DAYS })),
      readImport(context, shop),
      readMissingScopes(context, shop),
      countNotAdded(db.pool, shop.id, now.subtract({ hours: 24 * FAILED_WITHIN_DAYS })),
    ]);
  const momentAt = (at: Instant) => momentOf(at, shop.timezone, now);
  const failures = [
    ...events.map(({ id, topic, receivedAt, reason }): FailureLine => ({
      id,
      what: "event",
      name: topic,
      customer: null,
      at: momentAt(receivedAt),
      error: reason ?? "",
      logId: null,
      objection: null,
    })),
    ...steps.map((step) => toFailure(step, momentAt)),
  ];
  return {
    findings: healthFindingsOf({
      queueAway: stats.problem !== null,
      idleSeconds: idleSecondsOf(rows, now),
      overdueSeconds: stats.oldestOverdueSeconds,
      unknownTexts: unknown.length,
      failedEvents: events.length,
      failedSteps: failures.filter(({ what, objection }) => what === "step" && objection === null).length,
      silentTopics: received.filter(({ silent }) => silent).map(({ topic }) => topic),
      notCompared: notComparedOf(reconciliation),
      missingScopes: missing,
      notAdded,
    }),
    unknown: unknown.map(({ messageId, entryId, to, since, looks, nextLookAt }) => ({
      messageId,
      entryId,
      to: /^\+\d/.test(to) ? showPhone(to) : to,
      since: momentAt(since),
      looks,
      next: nextLookAt && momentAt(nextLookAt),
    })),
    failures,
    received,
    comparison: { lastAt: reconciliation?.lastAt ? momentAt(reconciliation.lastAt) : null, fetched },
    imported,
  };
}

function notComparedOf(reconciliation: ReconciliationState | null): ReconciliationProblem | null {
  if (!reconciliation?.problem) return null;
  const { problem, failures } = reconciliation;
  return problem === "no_answer" && failures < FAILURES_BEFORE_FINDING ? null : problem;
}

/** Replaces a leading Twilio code or reason key of an error by its text. */
function formatError(error: string): string {
  const [, code = ""] = /^(\d{5}): /.exec(error) ?? [];
  const registered = knownFailure(code);
  if (registered) return registered;
  const [, key = ""] = /^([a-z_]+): /.exec(error) ?? [];
  const { label } = formatReason(key);
  return label === key ? error : label;
}

const toFailure = (step: ListedFailure, momentAt: (at: Instant) => ShownMoment): FailureLine => ({
  id: step.id,
  what: "step",
  name: step.automation,
  customer: step.customerName ?? (step.customerPhone ? showPhone(step.customerPhone) : null),
  at: momentAt(step.failedAt),
  error: formatError(step.error ?? ""),
  logId: step.logId,
  objection: retryBlockerOf(step),
});
