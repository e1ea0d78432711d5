import { showPhone } from "#core/phone/number.ts";
import type { ConsentState, LogStatus, MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { momentOf, type Moment } from "#text/moment.ts";
import type { Shop } from "./enter-shop.server.ts";
import { sayAction } from "./read-actions.server.ts";
import { readChecks, readEnding, type CheckLine } from "./read-checks.server.ts";
import { knownCustomer } from "./read-people.server.ts";
import { readPath, type Path } from "./read-path.server.ts";
import { orderOf } from "./read-subject.server.ts";
import { sayTrigger } from "./read-triggers.server.ts";

export interface LogEntry {
  id: string;
  at: Moment;
  status: LogStatus;
  /** The action's key, and in words. */
  action: string;
  doing: string;
  reason: string | null;
  /** What ended the customer's way through the automation, and what that event was about. */
  endedBy: { event: string; subject: string | null } | null;
  credits: number;
  checks: CheckLine[];
  customer: { name: string | null; phone: string | null; consent: ConsentState; erased: boolean } | null;
  automation: { id: string; name: string } | null;
  /** The store's event that set it off; for an exit, the event that ended it. */
  event: { trigger: string | null; topic: string; at: Moment } | null;
  message: SentText | null;
  path: Path | null;
}

interface SentText {
  to: string;
  from: string | null;
  body: string;
  segments: number;
  credits: number;
  status: MessageStatus;
  statusSince: Moment;
  errorCode: string | null;
}

/** One decision with all that explains it. @returns null when the shop has no such row */
export async function readLogEntry({ prisma, clock }: AppContext, shop: Shop, id: string): Promise<LogEntry | null> {
  const row = await prisma.automationLog.findUnique({
    where: { id, shopId: shop.id },
    include: {
      customer: true,
      automation: { select: { id: true, name: true, trigger: true } },
      storeEvent: { select: { topic: true, triggeredAt: true, payload: true } },
      message: true,
      sequence: {
        include: {
          automation: { select: { status: true } },
          customer: { include: { memberships: { select: { segment: { select: { name: true } } } } } },
          version: { select: { definition: true } },
          storeEvent: { select: { topic: true, triggeredAt: true } },
          scheduled: {
            orderBy: [{ createdAt: "asc" }, { id: "asc" }],
            include: { log: { select: { id: true, action: true, status: true, reason: true } }, message: { select: { body: true, status: true, updatedAt: true } } },
          },
        },
      },
    },
  });
  if (!row) return null;
  const now = clock.now();
  const tell = (at: Date | Instant) => momentOf(at, shop.timezone, now);
  const { customer, message, sequence } = row;
  const order = orderOf(row.storeEvent);
  const endedBy = readEnding(row.explanation, order);
  const isExit = row.action === "exit";
  const event = row.storeEvent ?? (isExit ? null : (sequence?.storeEvent ?? null));
  // An exit is told by the event that ended it, which is not what its automation starts with.
  const trigger = isExit ? endedBy?.event : row.automation && sayTrigger(row.automation.trigger);
  return {
    id: row.id,
    at: tell(row.createdAt),
    status: row.status,
    action: row.action,
    doing: sayAction(row.action),
    reason: row.reason,
    endedBy,
    credits: row.credits,
    checks: readChecks(row.explanation, order, tell),
    customer: customer && {
      name: [customer.firstName, customer.lastName].filter(Boolean).join(" ") || null,
      phone: customer.phone && showPhone(customer.phone),
      consent: customer.smsConsent,
      erased: customer.erasedAt !== null,
    },
    automation: row.automation && { id: row.automation.id, name: row.automation.name },
    event: event && { trigger: trigger ?? null, topic: event.topic, at: tell(event.triggeredAt) },
    message: message && {
      to: showPhone(message.to),
      from: message.from && showPhone(message.from),
      body: message.body,
      segments: message.segments,
      credits: message.credits,
      status: message.status,
      statusSince: tell(message.updatedAt),
      errorCode: message.errorCode,
    },
    path: sequence && readPath({ ...sequence, customer: knownCustomer(sequence.customer) }, { logId: row.id, shop, now, tell }),
  };
}
