import type { ActionMoment } from "../actions/define.ts";
import { awaitedBy, type Step } from "../actions/index.ts";
import type { Definition } from "../automations/definition.ts";
import { recipientZones } from "../sending/quiet-hours/zones.ts";
import { customerValuesOf, type CustomerFacts } from "../customers/facts.ts";
import { factsOf } from "../customers/record.ts";
import type { StepFacts } from "../sending/guards/define.ts";
import type { Mailbox } from "../sending/guards/email.ts";
import type { Facts } from "../intake/define.ts";
import { nameInTexts, readSettings } from "../team/settings.ts";
import { linksWanted, type ShortLinks } from "../sending/short-links.ts";
import type { AutomationStatus, ConsentState, SequenceStatus } from "../statuses.ts";
import { Temporal, type Instant } from "../time/time.ts";
import { triggerOf } from "../triggers/index.ts";
import type { Deferral, SequencePosition } from "./conclude.ts";
import type { DueStep } from "./decide.ts";
import { exitThatEnds, hasAwaitedEvent, type SequenceInterest, type RecordedExit } from "./exits.ts";

/**
 * A step that is due, with all that is known of its sequence, its customer and its shop: a row's worth of plain
 * values.
 */
export interface StepSnapshot extends Omit<CustomerFacts, "id" | "lastOrderAt" | "since"> {
  stepId: string;
  /** Since when the sequence waits at it. */
  createdAt: Instant;
  /** From when on what happens counts for it, where it waits for an event. */
  listensSince: Instant;
  /** How often it has been tried, this time included. */
  attempts: number;
  /** Why it was put off or held last. */
  deferral: Deferral | null;
  sequenceId: string;
  sequenceStatus: SequenceStatus;
  automationId: string;
  automationStatus: AutomationStatus;
  dedupeKey: string;
  subject: string;
  facts: Facts;
  factsAt: Instant;
  /** What earlier steps have made. */
  outputs: Facts;
  customerId: string;
  lastOrderAt: Instant | string | null;
  since: Instant | string | null;
  emailConsent: ConsentState;
  marketingHeld: boolean;
  erased: boolean;
  suppressed: boolean;
  shopName: string;
  shopDomain: string;
  /** IANA, of the shop. */
  timezone: string;
  /** By the same installation that the sequence entered under. */
  installed: boolean;
  /** Of the shop; read through `readSettings`. */
  settings: unknown;
}

/** What has been sent before a step, as the rules of sending ask for it. */
export interface RecipientHistory {
  /** Marketing texts of the shop to the number within the reach of any cap, newest first. */
  recent: readonly Instant[];
  /** No marketing text of the shop ever went to the number. */
  firstMarketing: boolean;
  /** Marketing e-mails of the shop to the address within the reach of any cap, newest first. */
  recentEmails: readonly Instant[];
  /** When the cart that the step is about had its reminder; null: not yet, or it is about no cart. */
  cartRemindedAt: Instant | null;
  /** When the number wrote to the shop last; asked where the step answers it. */
  wroteAt?: Instant | null;
}

const insideOf = (
  { subject, customerId, factsAt }: Pick<StepSnapshot, "subject" | "customerId" | "factsAt">,
  definition: Definition,
): SequenceInterest => ({ definition, subject, customerId, factsAt });

/**
 * What the guards look at.
 * @param history undefined where the rules of the step's messages ask for none
 * @param events that may end sequences, but for the one that this sequence entered by
 */
export function stepFactsOf(
  step: StepSnapshot,
  definition: Definition,
  history: RecipientHistory | undefined,
  events: readonly RecordedExit[],
  now: Instant,
): StepFacts {
  const token = step.facts.checkout?.token;
  return {
    now,
    kind: definition.kind,
    ...surroundingsOf(step),
    exit: exitThatEnds(insideOf(step, definition), events),
    customer: {
      erased: step.erased,
      phone: step.phone,
      countryCode: step.countryCode,
      provinceCode: step.provinceCode,
      consent: step.smsConsent,
      suppressed: step.suppressed,
      marketingHeld: step.marketingHeld,
    },
    cart:
      typeof token === "string"
        ? { token, abandonedAt: step.factsAt, remindedAt: history?.cartRemindedAt ?? null }
        : null,
    recent: history?.recent ?? [],
    wroteAt: history?.wroteAt ?? null,
    overCap: "skip",
    firstMarketing: history?.firstMarketing ?? false,
    unpaid: step.deferral?.since
      ? { since: Temporal.Instant.from(step.deferral.since), staleAfter: triggerOf(definition.trigger.type).staleAfter }
      : null,
  };
}

/** Of what the guards look at: the shop, the automation and the sequence that the step stands in. */
export function surroundingsOf(
  step: Pick<
    StepSnapshot,
    "shopName" | "shopDomain" | "timezone" | "installed" | "settings" | "automationStatus" | "sequenceStatus"
  >,
): Pick<StepFacts, "shop" | "automation" | "sequence"> {
  const { transactionalAtNight, quietHours, caps, emailCaps } = readSettings(step.settings);
  return {
    shop: {
      name: nameOf(step),
      url: urlOf(step.shopDomain),
      timezone: step.timezone,
      installed: step.installed,
      transactionalAtNight,
      quietHours,
      caps,
      emailCaps,
    },
    automation: { status: step.automationStatus },
    sequence: { status: step.sequenceStatus },
  };
}

/** What a step that waits for an event has heard since it waits. @param events as for `stepFactsOf` */
export const isAwaitedEventThere = (
  row: StepSnapshot,
  definition: Definition,
  step: Step,
  events: readonly RecordedExit[],
): { on: string; at: Instant } | null =>
  hasAwaitedEvent(awaitedBy(step), insideOf(row, definition), row.listensSince, events);

/**
 * Where a step is to be decided.
 * @param known with the links of its text as they would be, were the shop to want them short
 */
export const dueStepOf = (
  row: StepSnapshot,
  definition: Definition,
  step: Step,
  { facts, heard, mailbox, links }: Pick<DueStep, "facts" | "heard" | "mailbox"> & { links: ShortLinks },
): DueStep => ({
  ...momentOf(row, facts.now),
  definition,
  step,
  facts,
  seed: `${row.automationId}:${row.dedupeKey}:${row.stepId}`,
  secret: `${row.sequenceId}:${row.stepId}`,
  heard,
  mailbox,
  links: linksWanted(row.settings, links),
});

/** @param history as for `stepFactsOf` */
export const mailboxOf = ({ email, emailConsent }: StepSnapshot, history: RecipientHistory | undefined): Mailbox => ({
  address: email,
  consent: emailConsent,
  recent: history?.recentEmails ?? [],
});

/** What its texts call the shop. */
export const nameOf = ({ shopName, settings }: Pick<StepSnapshot, "shopName" | "settings">): string =>
  nameInTexts({ name: shopName, settings });

const urlOf = (domain: string): string => `https://${domain}`;

/** When and where a step is, and what its templates and conditions may name. */
export function momentOf(row: StepSnapshot, now: Instant): ActionMoment {
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
    values: customerValuesOf(row.facts, row.outputs, customer, { name: nameOf(row), url: urlOf(row.shopDomain) }),
  };
}

/** Where a step stands as it ends. */
export const sequencePosition = (row: StepSnapshot, definition: Definition, now: Instant): SequencePosition => ({
  ...momentOf(row, now),
  definition,
  stepId: row.stepId,
  tries: row.attempts,
  running: row.sequenceStatus === "active" || row.sequenceStatus === "paused",
});
