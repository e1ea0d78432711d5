import { awaitedBy, outputNameOf } from "../actions/index.ts";
import { placementOf } from "../automations/outline.ts";
import { withDoubleOptIn } from "../consent/double-opt-in.ts";
import type { CustomerRecord } from "../customers/record.ts";
import { creditsCheck } from "../sending/guards/credits.ts";
import { isMarketing } from "../sending/guards/define.ts";
import { deletedCustomersOf } from "../intake/deleted-customers.ts";
import { withoutConsentFacts } from "../intake/own-consent-update.ts";
import { inTriggeredOrder } from "../intake/in-order.ts";
import { withoutFanOut } from "../intake/fan-out.ts";
import { concludeStep, concludeAction, type Conclusion, type SequencePosition } from "../engine/conclude.ts";
import { decideStep, type Decision } from "../engine/decide.ts";
import { dedupeKeyOf } from "../engine/entry.ts";
import { endingsOf, hasAwaitedEvent, type RecordedExit } from "../engine/exits.ts";
import { incomingEventOf } from "../engine/incoming-event.ts";
import {
  matchEvent,
  type MatchResult,
  type ListeningAutomation,
  type IncomingEvent,
  type MatchContext,
} from "../engine/match-context.ts";
import {
  dueStepOf,
  isAwaitedEventThere,
  mailboxOf,
  sequencePosition,
  stepFactsOf,
  type StepSnapshot,
} from "../engine/step-snapshot.ts";
import { withoutCreditsDecision } from "../engine/without-credits.ts";
import { readSettings } from "../team/settings.ts";
import { Temporal, type Instant } from "../time/time.ts";
import { EventQueue } from "./event-queue.ts";
import { assumeEffectDone } from "./assume-done.ts";
import { SimulatedExits } from "./simulated-exits.ts";
import type { SimulatedCustomers } from "./simulated-customers.ts";
import type { CreditBudget } from "./credit-budget.ts";
import type { RecipientBook } from "./recipients.ts";
import type { PastBatch, PastEvent, Simulation, SimulationListener } from "./simulation.ts";
import { SimulatedRuns, type SimulatedRun } from "./simulated-runs.ts";

interface World {
  people: SimulatedCustomers;
  recipients: RecipientBook;
  purse: CreditBudget;
}

/**
 * Lives through the past once more with one automation on trial: the rules are those of live runs, the clock goes
 * from one happening to the next, and nothing leaves the memory. Texts are taken as accepted, other actions as done.
 */
export class BacktestReplay {
  readonly #trial: Simulation;
  readonly #world: World;
  readonly #witness: SimulationListener;
  readonly #walks = new SimulatedRuns();
  readonly #exits: SimulatedExits;
  readonly #agenda = new EventQueue();
  /** Texts about orders that wait for credits. */
  readonly #unpaid: SimulatedRun[] = [];
  #count = 0;
  #inside = 0;

  constructor(trial: Simulation, world: World, witness: SimulationListener) {
    this.#trial = trial;
    this.#world = world;
    this.#witness = witness;
    this.#exits = new SimulatedExits(trial.versions.flatMap(({ definition }) => endingsOf(definition)));
  }

  /** How many walks are under way. */
  get inside(): number {
    return this.#inside;
  }

  /** When the next step is due; null when none waits. */
  get nextDue(): Instant | null {
    const { next } = this.#agenda;
    return next === null ? null : Temporal.Instant.fromEpochMilliseconds(next);
  }

  /** Does all that is due before an instant, each at its time. */
  runBefore(end: Instant): void {
    this.#agenda.keepBefore(end.epochMilliseconds, (walk, dueMs) =>
      this.#run(walk, Temporal.Instant.fromEpochMilliseconds(dueMs)),
    );
  }

  /** Lets what waited for credits go, now that some came. */
  refreshCredits(at: Instant): void {
    for (const walk of this.#unpaid.splice(0))
      if (walk.at && walk.running) this.#appoint(walk, later(walk.at.dueAt, at));
  }

  /**
   * Takes a batch of events in. All that was due before must have been done.
   * @param meets how events meet the automation: as live, unless it is to let in whoever comes
   */
  take({ at: now, events }: PastBatch, meets: typeof matchEvent = matchEvent): void {
    const { people } = this.#world;
    const asksTwice = readSettings(this.#trial.shop.settings).doubleOptIn;
    const inTurn = inTriggeredOrder(events).map((event) =>
      this.#asHeard({ ...event, normalizedEvent: withDoubleOptIn(event.normalizedEvent, asksTwice) }, now),
    );
    const customers = people.see(
      inTurn.map((event) => ({
        eventId: event.id,
        shopId: this.#trial.shop.id,
        seenAt: event.triggeredAt.toString(),
        normalizedEvent: event.normalizedEvent,
        customerId: event.customerId,
      })),
      now,
    );
    for (const event of inTurn) this.#meet(event, customers.get(event.id) ?? null, now, meets);
    for (const { id, normalizedEvent } of inTurn) {
      for (const { shopifyId, because } of deletedCustomersOf(normalizedEvent)) {
        this.#endAll(
          shopifyId === null ? (customers.get(id)?.id ?? null) : people.byShopifyId(shopifyId),
          because,
          now,
        );
      }
    }
  }

  /** An event as automations hear it. */
  #asHeard(event: PastEvent, now: Instant): PastEvent {
    const normalizedEvent = withoutFanOut(event.normalizedEvent);
    return {
      ...event,
      normalizedEvent: this.#world.people.repeats(event, now) ? withoutConsentFacts(normalizedEvent) : normalizedEvent,
    };
  }

  #meet(event: PastEvent, customer: CustomerRecord | null, now: Instant, meets: typeof matchEvent): void {
    const { shop } = this.#trial;
    const cause = { hop: event.normalizedEvent.hop, causedBy: event.normalizedEvent.causedBy };
    const met = incomingEventOf(event, {
      customer,
      segments: customer ? this.#world.people.segmentsOf(customer.id, now) : [],
      shop,
      cause,
    });
    const automation = this.#listening(now);
    const roster = this.#rosterOf(met, automation);
    const consequences = meets(met, roster, now, () => this.#newId());
    const exit = roster.exits.at(-1);
    if (exit) this.#exits.note({ ...exit, id: event.id });
    this.#follow(met, consequences, roster, now);
  }

  /** The automation as it was set then; null before its time. */
  #listening(now: Instant): ListeningAutomation | null {
    const version = this.#trial.versions.findLast(({ since }) => Temporal.Instant.compare(since, now) <= 0);
    return version
      ? { id: this.#trial.automationId, versionId: version.id, status: "active", definition: version.definition }
      : null;
  }

  /** Ids that sort in the order in which they were made, as those of live runs do. */
  #newId(): string {
    return `walk-${String(++this.#count).padStart(12, "0")}`;
  }

  #rosterOf(
    { id: storeEventId, normalizedEvent: { subject, relatedSubject }, customer }: IncomingEvent,
    automation: ListeningAutomation | null,
  ): MatchContext {
    const customerId = customer?.id ?? null;
    const key = automation && dedupeKeyOf(automation.definition, { subject, customerId, storeEventId });
    return {
      automations: automation ? [automation] : [],
      members: this.#walks.meeting([subject, relatedSubject], customerId, key),
      exits: this.#exits.concerning(subject, customerId),
    };
  }

  #follow(
    event: IncomingEvent,
    { cancelled, woken, extended, entered, refused }: MatchResult,
    roster: MatchContext,
    now: Instant,
  ): void {
    const customerId = event.customer?.id ?? null;
    const row = { at: now, customerId, storeEventId: event.id, stepId: null, action: "enter", credits: 0 };
    const walkOf = (sequenceId: string) =>
      roster.members.find((member) => member.sequenceId === sequenceId) as SimulatedRun;
    for (const { sequenceId, decision } of entered) {
      const { facts } = event.normalizedEvent;
      const walk: SimulatedRun = Object.assign(walkOf(sequenceId), {
        storeEventId: event.id,
        facts,
        outputs: {},
        at: null,
        turn: 0,
      });
      this.#walks.add(walk);
      this.#inside++;
      this.#witness.row({ ...row, status: "done", reason: null });
      this.#witness.explained({ at: now, stepId: null, checks: decision.checks });
      this.#goTo(walk, decision.first, now, false);
    }
    for (const { decision } of refused) {
      this.#witness.row({ ...row, status: "skipped", reason: decision.reason });
      this.#witness.explained({ at: now, stepId: null, checks: decision.checks });
    }
    for (const { member, because } of cancelled) {
      this.#witness.row({ ...row, customerId: member.customerId, action: "exit", status: "skipped", reason: "exited" });
      this.#end(walkOf(member.sequenceId), "cancelled", because, now);
    }
    for (const { sequenceId, dueAt, facts, factsAt } of extended) {
      const walk = walkOf(sequenceId);
      Object.assign(walk, { facts, factsAt });
      this.#appoint(walk, dueAt);
    }
    for (const { sequenceId } of woken) this.#appoint(walkOf(sequenceId), now);
  }

  #run(walk: SimulatedRun, now: Instant): void {
    const place = walk.at && placementOf(walk.definition, walk.at.stepId);
    if (!walk.at || !place) return;
    const { people, recipients } = this.#world;
    if (people.hasLeft(walk.customerId, now)) return this.#end(walk, "cancelled", "customer_erased", now);
    const { definition } = walk;
    const row = this.#standing(walk, walk.at, now);
    const others = this.#othersOf(walk);
    const history = isMarketing(definition.kind) ? recipients.historyOf(row, now) : undefined;
    const facts = stepFactsOf(row, definition, history, others, now);
    const heard = isAwaitedEventThere(row, definition, place.step, others);
    const decision = decideStep(
      dueStepOf(row, definition, place.step, {
        facts,
        heard,
        mailbox: mailboxOf(row, history),
        links: this.#trial.links,
      }),
    );
    if (decision.kind === "choose") this.#witness.chose(place.step.id, decision.arm, now);
    const { conclusion, credits } = this.#carryOut(walk, row, decision, sequencePosition(row, definition, now));
    this.#witness.explained({ at: now, stepId: place.step.id, checks: conclusion.log?.checks ?? decision.checks });
    this.#conclude(walk, place.step.type, conclusion, credits, now);
  }

  #standing(
    walk: SimulatedRun,
    { stepId, since, deferral }: NonNullable<SimulatedRun["at"]>,
    now: Instant,
  ): StepSnapshot {
    const { people } = this.#world;
    const { automationId, shop, saidStop } = this.#trial;
    const customer = people.at(walk.customerId, now);
    return {
      ...customer,
      customerId: walk.customerId,
      segments: people.segmentsOf(walk.customerId, now),
      stepId,
      createdAt: since,
      listensSince: since,
      attempts: 1,
      deferral,
      sequenceId: walk.sequenceId,
      sequenceStatus: "active",
      automationId,
      automationStatus: "active",
      dedupeKey: walk.dedupeKey,
      subject: walk.subject,
      facts: walk.facts,
      factsAt: walk.factsAt,
      outputs: walk.outputs,
      marketingHeld: people.isHeld(walk.customerId, now),
      erased: customer.erasedAt !== null,
      suppressed: saidStop(customer.phoneHash, now),
      shopName: shop.name,
      shopDomain: shop.domain,
      timezone: shop.timezone,
      installed: shop.uninstalledAt === null || Temporal.Instant.compare(shop.uninstalledAt, now) > 0,
      settings: shop.settings,
    };
  }

  /** What a decision comes to, where the world does as it is asked to. */
  #carryOut(
    walk: SimulatedRun,
    row: StepSnapshot,
    decision: Decision,
    at: SequencePosition,
  ): { conclusion: Conclusion; credits: number } {
    const free = (conclusion: Conclusion) => ({ conclusion, credits: 0 });
    if (decision.kind === "text") return this.#send(walk, row, decision, at);
    if (decision.kind === "email") {
      this.#noteSelling(walk, "email", decision.email.to, at);
      return free(concludeAction(at, decision.checks, "sent"));
    }
    if (decision.kind !== "act") return free(concludeStep(decision, at));
    const output = assumeEffectDone(decision.act, {
      people: this.#world.people,
      customerId: walk.customerId,
      segments: this.#trial.segments,
    });
    const name = outputNameOf(placementOf(walk.definition, at.stepId)?.step.type ?? "");
    if (name) walk.outputs = { ...walk.outputs, [name]: output };
    return free(concludeAction(at, decision.checks, "done"));
  }

  #send(
    walk: SimulatedRun,
    row: StepSnapshot,
    { text: { links: _followedByNobody, ...text }, checks: passed }: Extract<Decision, { kind: "text" }>,
    at: SequencePosition,
  ): { conclusion: Conclusion; credits: number } {
    const { purse } = this.#world;
    const { balance } = purse;
    const isCovered = purse.pay(text.credits);
    const checks = [...passed, creditsCheck(text.credits, balance, isCovered)];
    if (!isCovered) return { conclusion: withoutCreditsDecision(at, row, checks), credits: 0 };
    this.#noteSelling(walk, "sms", text.to, at);
    this.#witness.text({ ...text, at: at.now, customerId: walk.customerId, stepId: at.stepId });
    return { conclusion: concludeAction(at, checks, "sent"), credits: text.credits };
  }

  #noteSelling(
    { definition, subject }: SimulatedRun,
    channel: "sms" | "email",
    to: string,
    { now: at }: SequencePosition,
  ): void {
    if (definition.kind === "marketing") this.#world.recipients.note({ channel, to, subject, at });
  }

  #conclude(walk: SimulatedRun, action: string, { end, log, then }: Conclusion, credits: number, now: Instant): void {
    const stepId = walk.at?.stepId ?? "";
    const { customerId } = walk;
    if (log)
      this.#witness.row({
        at: now,
        customerId,
        storeEventId: walk.storeEventId,
        stepId,
        action,
        status: log.status,
        reason: log.reason,
        credits,
      });
    if (walk.at && "deferral" in end && end.deferral) walk.at = { ...walk.at, deferral: end.deferral };
    if (end.kind === "held" && end.deferral?.since) this.#unpaid.push(walk);
    if (end.kind === "later") {
      if (end.deferral)
        this.#witness.deferred({ at: now, until: end.dueAt, customerId, stepId, reason: end.deferral.reason });
      return this.#appoint(walk, end.dueAt);
    }
    if (end.kind !== "held") walk.inFirstWait = false;
    if (then?.kind === "next")
      this.#goTo(
        walk,
        this.#hasHeard(walk, then.stepId, now) ? { ...then, dueAt: now } : then,
        now,
        log?.status === "sent",
      );
    else if (then) this.#end(walk, then.status, then.because, now);
  }

  /** Whether a step that waits for an event comes to where that has happened already, as live runs look back too. */
  #hasHeard(walk: SimulatedRun, stepId: string, since: Instant): boolean {
    const step = placementOf(walk.definition, stepId)?.step;
    const awaited = step ? awaitedBy(step) : null;
    return awaited !== null && hasAwaitedEvent(awaited, walk, since, this.#othersOf(walk)) !== null;
  }

  /** Events that may end a walk or wake it: all but the one that it entered by. */
  #othersOf({ subject, customerId, storeEventId }: SimulatedRun): RecordedExit[] {
    return this.#exits.concerning(subject, customerId).filter(({ id }) => id !== storeEventId);
  }

  #goTo(
    walk: SimulatedRun,
    { stepId, dueAt }: { stepId: string; dueAt: Instant },
    now: Instant,
    called: boolean,
  ): void {
    walk.at = { stepId, since: now, dueAt, deferral: null };
    walk.waiting = { stepId, since: now };
    this.#witness.reached(stepId, now);
    this.#agenda.appoint(walk, dueAt, called);
  }

  #appoint(walk: SimulatedRun, dueAt: Instant): void {
    if (!walk.at) return;
    walk.at = { ...walk.at, dueAt };
    this.#agenda.appoint(walk, dueAt, false);
  }

  #endAll(customerId: string | null, because: string, now: Instant): void {
    for (const walk of this.#walks.of(customerId)) if (walk.running) this.#end(walk, "cancelled", because, now);
  }

  #end(walk: SimulatedRun, status: "completed" | "cancelled" | "failed", because: string | null, now: Instant): void {
    // What is over keeps what re-entry asks for, and nothing more.
    Object.assign(walk, { running: false, at: null, waiting: null, facts: {}, outputs: {}, inFirstWait: false });
    this.#inside--;
    this.#witness.ended({ at: now, customerId: walk.customerId, status, because });
  }
}

const later = (a: Instant, b: Instant): Instant => (Temporal.Instant.compare(a, b) >= 0 ? a : b);
