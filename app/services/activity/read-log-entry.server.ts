import { availableFields } from "#core/automations/outline.ts";
import { readDefinition } from "#core/automations/definition.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import type { RetryBlocker } from "#core/engine/retry-objection.ts";
import { retryBlocker } from "#core/engine/retry-objection.ts";
import type { ConsentState, LogStatus } from "#core/statuses.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import { offersOf, triggerTypes } from "#core/triggers/index.ts";
import type { AppContext } from "#shell/context.server.ts";
import { hasSharedSender } from "#shell/env.server.ts";
import { findFailedStep } from "#shell/repositories/sending/failures.server.ts";
import { findLogEntry } from "#shell/repositories/activity/log-entries.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { formatAction, TEXT_ACTION } from "./log-actions.server.ts";
import { readChecks, readEnding, type CheckLine } from "./parts/read-checks.server.ts";
import { readDelivery, type MessageDelivery } from "./parts/read-delivery.server.ts";
import { consentOf, toCustomerFacts } from "../customers/parts/find-customers.server.ts";
import { readPath, type Path } from "./parts/read-path.server.ts";
import { adminUrlOf, orderOf, formatSubject } from "./parts/event-subject.server.ts";
import { formatTrigger } from "../automations/read-triggers.server.ts";
import { recipientClock, type RecipientTime } from "./parts/recipient-time.server.ts";
import { readRunStates } from "../engine/parts/read-run-states.server.ts";
import { readSteps } from "#shell/repositories/engine/read-steps.server.ts";
import { runActionsOf, type RunActions } from "../scheduled/parts/run-actions.server.ts";
import { storedLinks } from "../sending/parts/short-links.server.ts";

export interface LogEntry {
  id: string;
  at: ShownMoment;
  there: RecipientTime | null;
  status: LogStatus;
  /** Action key; `doing` is its label. */
  action: string;
  doing: string;
  reason: string | null;
  /** The event that ended the sequence, and its subject. */
  endedBy: { event: string; subject: string | null } | null;
  credits: number;
  checks: CheckLine[];
  customer: {
    id: string;
    name: string | null;
    phone: string | null;
    consent: ConsentState;
    erased: boolean;
    inAdmin: string | null;
  } | null;
  automation: { id: string; name: string } | null;
  /** The store event that triggered the automation; for an exit, the event that ended the sequence. */
  event: {
    trigger: string | null;
    topic: string;
    at: ShownMoment;
    about: { says: string; inAdmin: string | null } | null;
  } | null;
  message: MessageDelivery | null;
  /** For an action other than a text: its description and its inputs. */
  did: { tells: string; saw: { name: string; value: string }[] } | null;
  path: Path | null;
  /** For a failed decision: the log of its retry. */
  triedSince: { id: string; action: string; status: LogStatus } | null;
  /** The step, if it is still failed, and what blocks a retry. */
  retry: { stepId: string; objection: RetryBlocker | null } | null;
}

/**
 * One decision with its explanation.
 * @returns null if the shop has no such log row
 */
export async function readLogEntry(context: AppContext, shop: Shop, id: string): Promise<LogEntry | null> {
  const { prisma, clock, db } = context;
  const row = await findLogEntry(prisma, shop.id, id);
  if (!row) return null;
  const now = clock.now();
  const toMoment = (at: Date | Instant) => momentOf(at, shop.timezone, now);
  const { customer, message, sequence } = row;
  const toRecipientTime = recipientClock(customer && !customer.erasedAt ? customer : null, shop.timezone, now);
  const order = orderOf(row.storeEvent) ?? (row.action === "exit" ? null : orderOf(sequence?.storeEvent ?? null));
  const endedBy = readEnding(row.explanation, order);
  const isExit = row.action === "exit";
  const event = row.storeEvent ?? (isExit ? null : (sequence?.storeEvent ?? null));
  // An exit shows the event that ended the sequence, not the automation's trigger.
  const trigger = isExit ? endedBy?.event : row.automation && formatTrigger(row.automation.trigger);
  const checks = readChecks(row.explanation, {
    order,
    offered: offeredTo(sequence?.version.definition, row.automation?.trigger),
    tell: toMoment,
  });
  const run = sequence ? (await readRunStates({ db, clock }, [sequence.id])).get(sequence.id) : undefined;
  const path =
    sequence && run
      ? readPath(
          { ...sequence, customer: toCustomerFacts(sequence.customer) },
          {
            logId: row.id,
            run,
            actions: await readRunActions(context, shop, sequence.scheduled, now),
            shop,
            links: await storedLinks(context, shop),
            now,
            toMoment,
            there: toRecipientTime,
          },
        )
      : null;
  const step =
    row.message || row.action === "exit" ? undefined : path?.steps.find(({ id: stepId }) => stepId === row.stepId);
  const failed =
    row.status === "failed" && row.scheduledAutomationId
      ? await findFailedStep(db.pool, shop.id, row.scheduledAutomationId)
      : null;
  return {
    id: row.id,
    at: toMoment(row.createdAt),
    there: toRecipientTime(row.createdAt),
    status: row.status,
    action: row.action,
    doing: formatAction(row.action),
    reason: row.reason,
    endedBy,
    credits: row.credits,
    checks,
    customer: customer && {
      id: customer.id,
      name: [customer.firstName, customer.lastName].filter(Boolean).join(" ") || null,
      phone: customer.phone && showPhone(customer.phone),
      consent: consentOf(customer),
      erased: customer.erasedAt !== null,
      inAdmin: customer.shopifyId && !customer.erasedAt ? adminUrlOf(`customer:${customer.shopifyId}`) : null,
    },
    automation: row.automation && { id: row.automation.id, name: row.automation.name },
    event: event && {
      trigger: trigger ?? null,
      topic: event.topic,
      at: toMoment(event.triggeredAt),
      about: aboutOf(event, order?.name ?? null),
    },
    message: message && (await readDelivery(db.pool, message, { toMoment, toRecipientTime })),
    did: step && step.type !== TEXT_ACTION ? { tells: step.tells, saw: checks.at(-1)?.saw ?? [] } : null,
    path,
    triedSince: row.status === "failed" ? triedSince(path, row) : null,
    retry: failed && { stepId: failed.id, objection: retryBlocker(failed) },
  };
}

/** What staff can do about the run's scheduled step; null when it has none. */
async function readRunActions(
  context: AppContext,
  { timezone, ...shop }: Shop,
  steps: readonly { id: string; status: string; held: boolean; leaseUntil: Date | null }[],
  now: Instant,
): Promise<RunActions | null> {
  const step = steps.find(({ status }) => status === "scheduled");
  const [row] = step ? await readSteps(context.db.pool, [step.id], now) : [];
  if (!step || !row) return null;
  const definition = (await context.definitions(context.db.pool, [row.versionId])).get(row.versionId) ?? null;
  const leaseUntil = step.leaseUntil && Temporal.Instant.fromEpochMilliseconds(step.leaseUntil.getTime());
  const links = await storedLinks(context, shop);
  const { at: _at, ...actions } = runActionsOf(row, { held: step.held, leaseUntil }, definition, {
    timezone,
    links,
    sharesSender: hasSharedSender(context.env),
    now,
  });
  return actions;
}

function triedSince(path: Path | null, { id, stepId }: { id: string; stepId: string | null }): LogEntry["triedSince"] {
  const latest = path?.steps.find((step) => step.id === stepId)?.log;
  return latest && latest.id !== id ? { id: latest.id, action: latest.action, status: latest.status } : null;
}

/** Subject of an event, or its related subject, such as the order of a fulfillment; null if neither has a name. */
function aboutOf(
  { subject, relatedSubject }: { subject: string | null; relatedSubject: string | null },
  orderName: string | null,
): { says: string; inAdmin: string | null } | null {
  for (const candidate of [subject, relatedSubject]) {
    const says =
      candidate &&
      formatSubject(
        candidate,
        orderName === null || !candidate.startsWith("order:") ? null : { subject: candidate, name: orderName },
      );
    if (says && says !== candidate) return { says, inAdmin: adminUrlOf(candidate) };
  }
  return null;
}

/** Fields that the decision's conditions can use: those of its version, else of its trigger. */
function offeredTo(definition: unknown, trigger: string | undefined): readonly OfferedField[] {
  const read = definition === undefined ? null : readDefinition(definition);
  if (read && "definition" in read) return availableFields(read.definition);
  return trigger !== undefined && (triggerTypes as readonly string[]).includes(trigger) ? offersOf(trigger) : [];
}
