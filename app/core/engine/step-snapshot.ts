import type { TextMoment } from "../actions/define.ts";
import type { Reason } from "../activity/reasons.ts";
import { awaitedBy, type Step } from "../actions/index.ts";
import type { Definition } from "../automations/definition.ts";
import { recipientZones } from "../sending/quiet-hours/zones.ts";
import { type CustomerFacts, customerValuesOf, factsOf } from "../customers/record.ts";
import type { KnownNumber } from "../customers/addresses.ts";
import { textRecipientOf, type TextRecipient } from "../sending/recipient.ts";
import type { StepFacts } from "../sending/guards/define.ts";
import type { MessageKind } from "../sending/message-kind.ts";
import type { Mailbox } from "../sending/guards/email.ts";
import type { Facts } from "../intake/define.ts";
import { isBrowsing } from "../intake/viewed-product.ts";
import { withOrderNow, type OrderNow } from "../intake/store-order.ts";
import { nameInTexts, readSettings } from "../team/settings.ts";
import type { SenderFacts } from "../senders/sender.ts";
import { placementOf } from "../automations/outline.ts";
import { linksWanted, type ShortLinks } from "../sending/links.ts";
import { slugOf, type UtmTags } from "../sending/utm.ts";
import type { AutomationStatus, ConsentState, SequenceStatus } from "../statuses.ts";
import { Temporal, type Instant } from "../time/time.ts";
import { triggerOf } from "../triggers/index.ts";
import { holdoutBucket } from "../analytics/holdout-bucket.ts";
import type { Deferral, SequencePosition } from "./conclude.ts";
import type { DueStep } from "./decide.ts";
import { exitThatEnds, awaitedEventOf, type SequenceInterest, type RecordedExit } from "./exits.ts";

/** A due step joined with its sequence, customer and shop: one database row of plain values. */
export interface StepSnapshot extends Omit<CustomerFacts, "id" | "lastOrderAt" | "since"> {
  stepId: string;
  /** When the sequence reached the step. */
  createdAt: Instant;
  /** Events from this instant on satisfy a wait-for-event step. */
  listensSince: Instant;
  /** Attempts so far, including the current one. */
  attempts: number;
  /** The last deferral or hold. */
  deferral: Deferral | null;
  sequenceId: string;
  sequenceStatus: SequenceStatus;
  automationId: string;
  automationStatus: AutomationStatus;
  dedupeKey: string;
  subject: string;
  facts: Facts;
  factsAt: Instant;
  /** The order that the facts are about, as it is now; null when they are about none, or it is not known. */
  order: OrderNow | null;
  /** Values that earlier steps produced. */
  outputs: Facts;
  /** Ids of messages that staff have skipped before the sequence reached them. */
  skippedSteps: readonly string[];
  customerId: string;
  lastOrderAt: Instant | string | null;
  since: Instant | string | null;
  emailConsent: ConsentState;
  /** The number that the step's text would go to. */
  recipient: TextRecipient;
  erased: boolean;
  shopName: string;
  shopDomain: string;
  /** The shop's IANA time zone. */
  timezone: string;
  /** False after an uninstall, also when the shop has installed the app again since the sequence entered. */
  installed: boolean;
  /** False after a restore, until the consents since the copy were read from Shopify. */
  consentsAreRead?: boolean;
  /** The shop's settings; parse with `readSettings`. */
  settings: unknown;
  /** The shop's own senders. */
  senders: readonly SenderFacts[];
  /** ISO code of the shop's country. */
  shopCountry?: string | null;
}

/** Messages already exchanged with the recipient, as far as the sending rules need them. */
export interface RecipientHistory {
  /** Marketing texts from the shop to the number within the longest frequency cap, newest first. */
  recent: readonly Instant[];
  /** True when the shop has never sent a marketing text to the number. */
  firstMarketing: boolean;
  /** Marketing e-mails from the shop to the address within the longest frequency cap, newest first. */
  recentEmails: readonly Instant[];
  /** When the cart of the step had its reminder; null when it had none, or the step has no cart. */
  cartRemindedAt: Instant | null;
  /** The number's last inbound text. Loaded only for steps that reply to one. */
  wroteAt?: Instant | null;
}

/**
 * A step's row with the number that its text would go to. Texts by hand name their number; the others go to the
 * customer's.
 */
export function withRecipient<R extends { facts: Facts; numbers: readonly KnownNumber[] }>(
  row: R,
  kind: MessageKind,
  now: Instant,
): R & { recipient: TextRecipient; phone: string | null; smsConsent: ConsentState } {
  const only = typeof row.facts.manual?.to === "string" ? row.facts.manual.to : null;
  const recipient = textRecipientOf(row.numbers, { kind, now, only });
  // Conditions read the consent of the number that marketing goes to, also in a transactional flow.
  const { consent: smsConsent } = textRecipientOf(row.numbers, { kind: "marketing", now });
  return { ...row, recipient, phone: recipient.phone, smsConsent };
}

const interestOf = (
  { subject, customerId, factsAt }: Pick<StepSnapshot, "subject" | "customerId" | "factsAt">,
  definition: Definition,
): SequenceInterest => ({ definition, subject, customerId, factsAt });

/**
 * Builds the input of the guards.
 * @param history undefined when no rule of the step's messages needs it
 * @param events possible exits, without the event that the sequence entered by
 * @param sharesSender the installation has a sender
 */
export function stepFactsOf(
  step: StepSnapshot,
  definition: Definition,
  history: RecipientHistory | undefined,
  events: readonly RecordedExit[],
  now: Instant,
  sharesSender = true,
): StepFacts {
  const token = step.facts.checkout?.token;
  return {
    now,
    kind: definition.kind,
    ...contextFactsOf(step, sharesSender),
    sequence: { status: step.sequenceStatus, skipped: step.skippedSteps.includes(step.stepId) },
    exit: exitThatEnds(interestOf(step, definition), events),
    customer: {
      erased: step.erased,
      countryCode: step.countryCode,
      provinceCode: step.provinceCode,
      holdoutBucket: holdoutBucket(step.customerId),
    },
    recipient: step.recipient,
    order: orderOf(step, definition),
    cart:
      typeof token === "string"
        ? { token, abandonedAt: step.factsAt, remindedAt: history?.cartRemindedAt ?? null }
        : null,
    viewedAt: isBrowsing(step.subject) ? step.factsAt : null,
    recent: history?.recent ?? [],
    wroteAt: history?.wroteAt ?? null,
    overCap: "skip",
    firstMarketing: history?.firstMarketing ?? false,
    ...waitOf(step, definition),
  };
}

/** How long a text has waited for credits or for its sender. */
function waitOf(
  { deferral }: Pick<StepSnapshot, "deferral">,
  definition: Definition,
): Pick<StepFacts, "unpaid" | "throttled"> {
  if (!deferral?.since) return { unpaid: null, throttled: null };
  const wait = {
    since: Temporal.Instant.from(deferral.since),
    staleAfter: triggerOf(definition.trigger.type).staleAfter,
  };
  return waitsForSender.has(deferral.reason) ? { unpaid: null, throttled: wait } : { unpaid: wait, throttled: null };
}

const waitsForSender: ReadonlySet<string> = new Set<Reason>(["sender_busy", "sender_not_approved"]);

/** The order that texts of the definition tell of as standing. */
function orderOf({ order, facts }: Pick<StepSnapshot, "order" | "facts">, { trigger }: Definition): StepFacts["order"] {
  if (!order || !triggerOf(trigger.type).needsStandingOrder) return null;
  const name = order.told?.facts.name ?? facts.order?.name;
  return { name: typeof name === "string" ? name : null, stands: order.stands, cancelledAt: order.cancelledAt };
}

/** The shop, automation and sequence part of the guards' input. */
export function contextFactsOf(
  step: Pick<
    StepSnapshot,
    | "shopName"
    | "shopDomain"
    | "timezone"
    | "installed"
    | "settings"
    | "senders"
    | "automationStatus"
    | "sequenceStatus"
    | "shopCountry"
    | "consentsAreRead"
  >,
  sharesSender: boolean,
): Pick<StepFacts, "shop" | "automation" | "sequence"> {
  const settings = readSettings(step.settings);
  const { transactionalAtNight, quietHours, caps, emailCaps, newNumbers, holdoutPercent } = settings;
  return {
    shop: {
      name: shopNameOf(step),
      url: urlOf(step.shopDomain),
      timezone: step.timezone,
      installed: step.installed,
      transactionalAtNight,
      quietHours,
      senders: step.senders,
      sharesSender,
      holdsUntilApproved: settings.holdTransactionalUntilApproved,
      consentsAreRead: step.consentsAreRead ?? true,
      caps,
      emailCaps,
      country: step.shopCountry ?? null,
      newNumbers,
      holdoutPercent,
    },
    automation: { status: step.automationStatus },
    sequence: { status: step.sequenceStatus },
  };
}

/**
 * The event that a wait-for-event step awaits, if it has happened.
 * @param events as in `stepFactsOf`
 */
export const awaitedEventAt = (
  row: StepSnapshot,
  definition: Definition,
  step: Step,
  events: readonly RecordedExit[],
): { on: string; at: Instant } | null =>
  awaitedEventOf(awaitedBy(step), interestOf(row, definition), row.listensSince, events);

/**
 * Builds the input of `decideStep`.
 * @param known `links` as if the shop shortened its links
 */
export const dueStepOf = (
  row: StepSnapshot,
  definition: Definition,
  step: Step,
  {
    facts,
    heard,
    mailbox,
    links,
    earlierArm,
  }: Pick<DueStep, "facts" | "heard" | "mailbox" | "earlierArm"> & {
    links: ShortLinks;
  },
): DueStep => ({
  ...actionMomentOf(row, facts.now),
  definition,
  step,
  facts,
  seed: `${row.automationId}:${row.stepId}:${row.customerId}`,
  ...(earlierArm !== undefined && { earlierArm }),
  secret: `${row.sequenceId}:${row.stepId}`,
  heard,
  mailbox,
  links: linksWanted(row.settings, { ...links, utm: utmTagsOf(definition, step) }),
});

/** The UTM parameters of a step's links: the automation's name; and the wording's, where texts are split, or the step's. */
function utmTagsOf(definition: Definition, { id, name }: Step): UtmTags {
  const arm = placementOf(definition, id)?.within.findLast(
    ({ stepId }) => placementOf(definition, stepId)?.step.type === "split",
  );
  const wording = arm && placementOf(definition, arm.stepId)?.step.arms?.find((one) => one.id === arm.armId)?.name;
  return {
    campaign: slugOf(definition.name),
    content: [wording, name ?? (wording ? "" : id)].flatMap((part) => slugOf(part ?? "") || []).join("-"),
  };
}

/** @param history as in `stepFactsOf` */
export const mailboxOf = ({ email, emailConsent }: StepSnapshot, history: RecipientHistory | undefined): Mailbox => ({
  address: email,
  consent: emailConsent,
  recent: history?.recentEmails ?? [],
});

/** The shop's name as its texts use it. */
export const shopNameOf = ({ shopName, settings }: Pick<StepSnapshot, "shopName" | "settings">): string =>
  nameInTexts({ name: shopName, settings });

const urlOf = (domain: string): string => `https://${domain}`;

/** The time, zones and template values at which a step is decided. */
export function actionMomentOf(row: StepSnapshot, now: Instant): TextMoment {
  const customer = factsOf(
    {
      ...row,
      id: row.customerId,
      lastOrderAt: row.lastOrderAt?.toString() ?? null,
      since: row.since?.toString() ?? null,
    },
    row.segments,
  );
  return {
    now,
    timezone: recipientZones({ ...row, shopTimezone: row.timezone }).zones[0] ?? row.timezone,
    shopTimezone: row.timezone,
    plainValues: readSettings(row.settings).plainValues,
    language: readSettings(row.settings).textLanguage,
    values: customerValuesOf(withOrderNow(row.facts, row.order), row.outputs, customer, {
      name: shopNameOf(row),
      url: urlOf(row.shopDomain),
    }),
  };
}

export const sequencePosition = (row: StepSnapshot, definition: Definition, now: Instant): SequencePosition => ({
  ...actionMomentOf(row, now),
  definition,
  stepId: row.stepId,
  attempts: row.attempts,
  running: row.sequenceStatus === "active" || row.sequenceStatus === "paused",
});
