import type { Plan, TextMoment } from "../actions/define.ts";
import { planStep, type Step } from "../actions/index.ts";
import { identificationCheck, identify, identityOf } from "../sending/identification.ts";
import { availableFields } from "../automations/outline.ts";
import type { Definition } from "../automations/definition.ts";
import { evaluate } from "../conditions/index.ts";
import { creditsForText } from "../credits/prices.ts";
import type { Effect } from "./effects.ts";
import type { Check } from "../activity/explanation.ts";
import { applyingGuards, toCheck, type GuardAnswer, type StepFacts } from "../sending/guards/define.ts";
import { isMarketing } from "../sending/message-kind.ts";
import { emailGuards, type Mailbox } from "../sending/guards/email.ts";
import { stepGuards, textGuards, throttledGuards, unpaidGuards } from "../sending/guards/index.ts";
import { readPhone } from "../customers/phone-number.ts";
import type { Reason } from "../activity/reasons.ts";
import { countSegments } from "../sending/segments.ts";
import type { TextMedia } from "../sending/picture.ts";
import { mmsObjection, senderFor, type SenderFacts } from "../senders/sender.ts";
import { shortenLinks, type ShortLink, type ShortLinks } from "../sending/links.ts";
import { addressOf, optOutLinkOf } from "../sending/opt-out-link.ts";
import type { Instant } from "../time/time.ts";

export interface PlannedText {
  /** E.164. */
  to: string;
  body: string;
  segments: number;
  credits: number;
  /** What it carries as an MMS; null for a text of words alone. */
  media: TextMedia | null;
  /** The short links in the body. */
  links: readonly ShortLink[];
  /** The shop's own sender that it goes out from; null for the installation's. */
  sender: SenderFacts | null;
}

interface PlannedEmail {
  to: string;
  subject: string;
  body: string;
}

/** The decision on a due step. `checks` lists the guards that passed, then the one that decided. */
export type Decision = { checks: Check[] } & (
  | { kind: "text"; text: PlannedText }
  | { kind: "email"; email: PlannedEmail }
  | { kind: "act"; act: Effect }
  /** Continue in this arm; null: continue after the arms. */
  | { kind: "choose"; arm: string | null; reason: Reason | null }
  /** The step is done and leaves no log entry. */
  | { kind: "done" }
  /** An exit step ends the sequence. */
  | { kind: "leave" }
  | { kind: "fail"; reason: Reason; detail: string }
  | { kind: "skip"; reason: Reason }
  | { kind: "defer"; reason: Reason; until: Instant }
  | { kind: "exit"; reason: Reason }
  /** `since`: when a text began to wait for its sender's approval. */
  | { kind: "hold"; reason: Reason; since?: Instant }
);

/** A due step with everything its decision depends on. */
export interface DueStep extends TextMoment {
  definition: Definition;
  step: Step;
  facts: StepFacts;
  /** See PlanContext. */
  seed: string;
  earlierArm?: string;
  secret: string;
  heard: { on: string; at: Instant } | null;
  mailbox: Mailbox;
  /** Null to keep links as they are. */
  links: ShortLinks | null;
}

/** Decides a due step. Pure: the same input gives the same decision in a live run, a test send and a backtest. */
export function decideStep(due: DueStep): Decision {
  const { definition, step, facts } = due;
  const checks: Check[] = [];
  for (const guard of stepGuards) {
    const answer = guard.check(facts);
    checks.push(toCheck(guard.name, answer));
    if (answer.answer !== "pass") return decisionOf(answer, checks);
  }
  const offered = availableFields(definition);
  if (definition.exitWhen) {
    const { match, trace } = evaluate(definition.exitWhen, { ...due, offered });
    checks.push({
      guard: "exit_conditions",
      answer: match ? "exit" : "pass",
      ...(match && { reason: "exited" as const }),
      saw: { met: match },
      trace,
    });
    if (match) return { kind: "exit", reason: "exited", checks };
  }

  const plan = planStep(step, { ...due, offered });
  switch (plan.kind) {
    case "pass":
      return { kind: "done", checks };
    case "exit":
      return { kind: "leave", checks };
    case "choose": {
      const { arm, saw, trace, reason } = plan;
      return {
        kind: "choose",
        arm,
        reason: reason ?? null,
        checks: [
          ...checks,
          { guard: step.type, answer: "pass", saw, ...(trace && { trace }), ...(reason && { reason }) },
        ],
      };
    }
    case "refuse":
      return { kind: "fail", reason: plan.reason, detail: plan.detail, checks };
    case "do":
      return { kind: "act", act: plan.effect, checks };
    case "text":
      return decideText(due, { ...facts, overCap: plan.overCap }, plan, checks);
    case "email":
      return decideEmail(due, plan, checks);
  }
}

type PlannedWords = Extract<Plan, { kind: "text" }>;

/** A planned text as it would go: with short links, and with the shop's name and the opt-out where they belong. */
function writeText(
  { values, links, facts }: Pick<DueStep, "values" | "links" | "facts">,
  { draft: planned, language }: PlannedWords,
) {
  const { kind, recipient } = facts;
  const sender = senderFor(facts.shop.senders, { country: readPhone(recipient.phone)?.country ?? null, kind });
  const optOut = optOutLinkOf(sender, kind, links);
  const identity = isMarketing(kind) ? identityOf(facts, optOut && addressOf(optOut), language) : null;
  // The shop's domain in a long link does not identify the sender, so shorten links before the identification check.
  const written = "body" in planned ? shortenLinks(planned.body, { kind, values, links }) : planned;
  const draft = "body" in written && identity ? { body: identify(written.body, identity) } : written;
  return { identity, written, draft, sender, optOut };
}

/** The text that a step sends where no guard objects; null for a step without one, or with a template that fails. */
export function plannedBody(due: DueStep): string | null {
  const plan = planStep(due.step, { ...due, offered: availableFields(due.definition) });
  const draft = plan.kind === "text" ? writeText(due, plan).draft : null;
  return draft && "body" in draft ? draft.body : null;
}

function decideText(due: DueStep, facts: StepFacts, planned: PlannedWords, checks: Check[]): Decision {
  if (planned.chosen) checks.push(languageCheck(planned.language, planned.chosen));
  const { identity, written, draft, sender, optOut } = writeText(due, planned);
  const guards = [...(facts.unpaid ? unpaidGuards : []), ...(facts.throttled ? throttledGuards : []), ...textGuards];
  for (const guard of applyingGuards(guards, facts)) {
    const answer = guard.check(facts, draft);
    checks.push(toCheck(guard.name, answer));
    if (answer.answer === "pass") continue;
    const decision = decisionOf(answer, checks);
    // A text that was released and has to wait again keeps the start of its first wait.
    return decision.kind === "hold" ? { ...decision, since: facts.throttled?.since ?? facts.now } : decision;
  }
  const to = facts.recipient.phone;
  if (!("body" in draft) || !("body" in written) || !to)
    throw new Error("the guards let through a text without a body or a number");
  if (identity?.first || identity?.optOutLink) checks.push(identificationCheck(written.body, identity));
  const { segments } = countSegments(draft.body);
  const country = readPhone(to)?.country ?? null;
  const media = planned.media && mediaThatGoes(planned.media, sender, country);
  if (planned.media) checks.push(mediaCheck(planned.media, media, sender, country));
  return {
    kind: "text",
    text: {
      to,
      body: draft.body,
      segments,
      credits: creditsForText({ segments, isMms: media !== null }, country),
      media,
      links: optOut ? [...written.links, optOut] : written.links,
      sender,
    },
    checks,
  };
}

const languageCheck = (language: string, { locale, by }: NonNullable<PlannedWords["chosen"]>): Check => ({
  guard: "language",
  answer: "pass",
  saw: { customer_language: locale, words_in: language, chosen_by: by },
});

/** What of its media a text carries to a number; null for nothing. The contact card is of the shop's own number. */
function mediaThatGoes({ picture, contactCard }: TextMedia, sender: SenderFacts | null, country: string | null) {
  if (mmsObjection(sender, country)) return null;
  const hasCard = contactCard && sender !== null;
  return picture || hasCard ? { picture, contactCard: hasCard } : null;
}

const mediaCheck = (
  { picture, contactCard }: TextMedia,
  goes: TextMedia | null,
  sender: SenderFacts | null,
  country: string | null,
): Check => ({
  guard: "mms",
  answer: "pass",
  saw: {
    ...(picture && { picture }),
    ...(contactCard && { contact_card: goes?.contactCard ?? false }),
    sent_as: goes ? "MMS" : "SMS",
    country,
    ...(!goes && { why: mmsObjection(sender, country) ?? "no_own_number" }),
  },
});

function decideEmail(
  { facts, mailbox }: DueStep,
  { subject, body }: { subject: string; body: string },
  checks: Check[],
): Decision {
  for (const guard of applyingGuards(emailGuards, facts)) {
    const answer = guard.check(facts, mailbox);
    checks.push(toCheck(guard.name, answer));
    if (answer.answer !== "pass") return decisionOf(answer, checks);
  }
  if (!mailbox.address) throw new Error("the guards let through an e-mail without an address");
  return { kind: "email", email: { to: mailbox.address, subject, body }, checks };
}

function decisionOf(answer: Exclude<GuardAnswer, { answer: "pass" }>, checks: Check[]): Decision {
  const { reason } = answer;
  switch (answer.answer) {
    case "defer":
      return { kind: "defer", reason, until: answer.until, checks };
    case "skip":
      return { kind: "skip", reason, checks };
    case "exit":
      return { kind: "exit", reason, checks };
    case "hold":
      return { kind: "hold", reason, checks };
  }
}
