import { ignoredReasons, type IgnoredReason } from "#core/activity/reasons.ts";
import { missingProofFields } from "#core/consent/consent-record.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import { readReply } from "#core/consent/replies.ts";
import { filesOf } from "#core/inbox/media.ts";
import type { RunStanding } from "#core/engine/run-state.ts";
import type { Instant } from "#core/time/time.ts";
import type {
  AttemptRow,
  ConsentRow,
  HistoryEventRow,
  LinkRow,
  HistoryLogRow,
  MovementRow,
  HistoryTaskRow,
  TextRow,
  HistorySequenceRow,
} from "#shell/repositories/customers/customer-history.server.ts";
import { formatHeadline } from "#text/decisions.ts";
import { explainText as say } from "#text/explain.ts";
import { nameFiles } from "#text/files.ts";
import { formatReason } from "#text/reasons.ts";
import { formatAction } from "../log-actions.server.ts";
import { orderOf, formatSubject } from "./event-subject.server.ts";
import { formatExit, formatTrigger } from "#services/automations/read-triggers.server.ts";
import { parseStoredChecks, formatChecks, type ShowInstant, type StoredCheck } from "./format-checks.server.ts";

/** One line of a number's history. */
export interface ExplanationLine {
  at: Instant;
  kind:
    | "consent"
    | "event"
    | "considered"
    | "exit"
    | "step"
    | "text_out"
    | "text_in"
    | "email"
    | "ended"
    | "waiting"
    | "task"
    | "click";
  customerId: string | null;
  /** Summary in one line; `details` follow in order. */
  says: string;
  details: string[];
  /** The source row, with its parsed checks. */
  data: Record<string, unknown> & { checks?: StoredCheck[] };
}

export function formatConsent(row: ConsentRow, formatInstant: ShowInstant): ExplanationLine {
  const {
    words,
    wordsVersion,
    optInLevel,
    page,
    ip,
    userAgent,
    timezone,
    messageId,
    messageIds,
    occurredAt,
    createdAt,
  } = row;
  const missing = missingProofFields({ ...row, at: occurredAt.toString(), how: row.source });
  const proof = Object.entries({
    page,
    "IP address": ip,
    browser: userAgent,
    "time zone": timezone,
    text: messageId,
    texts: messageIds.join(", ") || null,
  }).flatMap(([what, value]) => (value ? [say.proofOf(what, value)] : []));
  return {
    at: occurredAt,
    kind: "consent",
    customerId: row.customerId,
    says: say.consent(row.state, row.previous, row.source),
    details: [
      ...(words ? [say.words(words, wordsVersion)] : []),
      ...(optInLevel ? [say.optInLevel(optInLevel)] : []),
      ...proof,
      ...(createdAt.equals(occurredAt) ? [] : [say.learnt(formatInstant(createdAt))]),
      ...(missing.length > 0 ? [say.lacks(missing)] : []),
    ],
    data: { ...row, lacks: missing },
  };
}

/** @param logs logs of the same customers, to find the automations that considered the event */
export function formatEvent({ payload, ...row }: HistoryEventRow, logs: readonly HistoryLogRow[]): ExplanationLine {
  const { topic, status, reason, subject, recognised } = row;
  const by = logs
    .filter(({ storeEventId, action }) => storeEventId === row.id && action === "enter")
    .map(({ automationName }) => automationName ?? "");
  const result =
    status === "received"
      ? [say.waiting]
      : status === "processed"
        ? [by.length > 0 ? say.considered(by) : say.consideredByNone]
        : [say.ignored(reasonOf(reason) ?? status)];
  return {
    at: row.triggeredAt,
    kind: "event",
    customerId: row.customerId,
    says: say.event(recognised.map(formatTrigger).join(", ") || topic, topic),
    details: [
      ...(row.test ? [say.sentAsTest] : []),
      ...(subject ? [say.about(formatSubject(subject, orderOf({ topic, payload })))] : []),
      ...result,
    ],
    data: { ...row, consideredBy: by },
  };
}

/** An ignored event's reason in words, where it has some; a reason with details stays as it is. */
const reasonOf = (reason: string | null): string | null =>
  reason !== null && Object.hasOwn(ignoredReasons, reason) ? ignoredReasons[reason as IgnoredReason] : reason;

export function formatDecision({ explanation, ...row }: HistoryLogRow, formatInstant: ShowInstant): ExplanationLine {
  const { action, status, reason, credits, trigger, automationName, stepId } = row;
  const checks = parseStoredChecks(explanation);
  return {
    at: row.createdAt,
    kind: action === "enter" ? "considered" : action === "exit" ? "exit" : "step",
    customerId: row.customerId,
    says: say.decision(
      automationName ?? "",
      formatHeadline(action, status, reason),
      reason && formatReason(reason).label,
    ),
    details: [
      ...(stepId ? [say.step(stepId, formatAction(action))] : []),
      ...formatChecks(checks, { action, trigger, show: formatInstant }),
      ...(credits > 0 ? [say.credits(credits)] : []),
    ],
    data: { ...row, checks },
  };
}

/** What a reply was read as when it came; one from before that was kept is read again. */
function meaningOf({ body, meaning, meaningRule }: TextRow): { means: string; matched: string | null; rule: string } {
  const { means, matched, rule } = readReply(body, { pendingOptIn: false });
  return meaning && meaningRule
    ? { means: meaning, matched: rule === meaningRule ? matched : null, rule: meaningRule }
    : { means, matched, rule };
}

export function formatMessage(
  row: TextRow,
  attempts: readonly AttemptRow[],
  movements: readonly MovementRow[],
  formatInstant: ShowInstant,
): ExplanationLine {
  const own = attempts.filter(({ messageId }) => messageId === row.id);
  const paid = movements.filter(({ messageId }) => messageId === row.id);
  const base = { at: row.createdAt, customerId: row.customerId };
  if (row.direction === "inbound") {
    const meaning = meaningOf(row);
    return {
      ...base,
      kind: "text_in",
      says: say.textIn(formatAddress(row.from ?? "")),
      details: [
        ...(row.body.trim() === "" ? [] : [say.body(row.body)]),
        ...(row.media ? [nameFiles(filesOf(row.id, row.media))] : []),
        say.meant(meaning.means, meaning.matched, meaning.rule),
        ...(row.answeredBy ? [say.answered(row.answeredBy, row.answer)] : []),
      ],
      data: { ...row, meaning },
    };
  }
  const isEmail = row.channel === "email";
  return {
    ...base,
    kind: isEmail ? "email" : "text_out",
    says: (isEmail ? say.emailOut : say.textOut)(formatAddress(row.to), row.status, row.automationName),
    details: [
      say.body(row.body),
      ...(isEmail ? [] : [say.provider(row.providerStatus, row.providerId, row.errorCode)]),
      ...own.flatMap(({ startedAt, outcome, detail, looks, cleanLooks, nextLookAt }) => [
        say.attempt(formatInstant(startedAt), outcome, detail),
        ...(looks > 0 || nextLookAt ? [say.looks(looks, cleanLooks, nextLookAt && formatInstant(nextLookAt))] : []),
      ]),
      ...paid.map(({ type, amount, note }) => say.movement(type, amount, note)),
    ],
    data: { ...row, attempts: own, movements: paid },
  };
}

const formatAddress = (address: string): string => (/^\+\d+$/.test(address) ? showPhone(address) : address);

/** The end of a sequence, or the step at which it waits. */
/** How a run ended, or where it stands; its data name the run's state, not the rows that it comes from. */
export function formatSequence(
  { status, held, ...row }: HistorySequenceRow,
  { state, waitsFor }: RunStanding,
): ExplanationLine[] {
  const { customerId, automationName, endReason, completedAt, stepId, dueAt, error } = row;
  const data = { ...row, state, waitsFor };
  if (completedAt)
    return [
      {
        at: completedAt,
        kind: "ended",
        customerId,
        says: say.ended(automationName, status, endReason && formatExit(endReason)),
        details: [],
        data,
      },
    ];
  if (!stepId || !dueAt) return [];
  const stands = say.stands(state, waitsFor);
  return [
    {
      at: dueAt,
      kind: "waiting",
      customerId,
      says: say.next(automationName, stepId),
      details: held && error ? [stands, error] : [stands],
      data,
    },
  ];
}

export const formatTask = (row: HistoryTaskRow): ExplanationLine => ({
  at: row.createdAt,
  kind: "task",
  customerId: row.customerId,
  says: say.task(row.title, row.status),
  details: [],
  data: { ...row },
});

export const formatClick = (row: LinkRow): ExplanationLine[] =>
  row.lastClickAt
    ? [
        {
          at: row.lastClickAt,
          kind: "click",
          customerId: row.customerId,
          says: say.link(row.target, row.clicks, row.machineClicks),
          details: [],
          data: { ...row },
        },
      ]
    : [];
