import { awaitedBy, outputNameOf } from "../actions/index.ts";
import { placementOf } from "../automations/outline.ts";
import { withDoubleOptIn } from "../consent/double-opt-in.ts";
import type { CustomerRecord } from "../customers/record.ts";
import { creditsCheck } from "../sending/guards/content.ts";
import { isMarketing } from "../sending/message-kind.ts";
import { removedCustomersOf } from "../intake/deleted-customers.ts";
import { withoutConsentFacts } from "../intake/own-consent-update.ts";
import {
  entryKeyOf,
  type IncomingEvent,
  incomingEventOf,
  inTriggeredOrder,
  type ListeningAutomation,
  type MatchContext,
  matchEvent,
  type MatchResult,
} from "../engine/match-context.ts";
import { withoutFanOut } from "../intake/fan-out.ts";
import { concludeStep, concludeAction, type Conclusion, type SequencePosition } from "../engine/conclude.ts";
import { decideStep, plannedBody, type Decision } from "../engine/decide.ts";
import { listenedTriggersOf, awaitedEventOf, type RecordedExit } from "../engine/exits.ts";
import {
  dueStepOf,
  awaitedEventAt,
  mailboxOf,
  sequencePosition,
  stepFactsOf,
  withRecipient,
  type StepSnapshot,
} from "../engine/step-snapshot.ts";
import { withoutCreditsDecision } from "../engine/without-credits.ts";
import { readSettings } from "../team/settings.ts";
import { Temporal, type Instant } from "../time/time.ts";
import { chosenEvent, chosenExit, withChosenArm, type ChosenOutcomes } from "./chosen-outcomes.ts";
import { EventQueue } from "./event-queue.ts";
import { assumeEffectDone } from "./assume-done.ts";
import { SimulatedOrders } from "./simulated-orders.ts";
import { ExitIndex } from "../engine/exit-index.ts";
import type { SimulatedCustomers } from "./simulated-customers.ts";
import type { CreditBudget } from "./credit-budget.ts";
import type { RecipientBook } from "./recipients.ts";
import type { PastBatch, PastEvent, Simulation, SimulationListener } from "./simulation.ts";
import { SimulatedRuns, type SimulatedRun } from "./simulated-runs.ts";

interface SimulationState {
  people: SimulatedCustomers;
  recipients: RecipientBook;
  purse: CreditBudget;
}

/**
 * Replays past events with one automation, in memory and with the live rules. Time jumps from one event to the next.
 * Texts count as accepted, other actions as done.
 */
export class BacktestReplay {
  readonly #simulation: Simulation;
  readonly #state: SimulationState;
  readonly #listener: SimulationListener;
  readonly #runs = new SimulatedRuns();
  readonly #exits: ExitIndex;
  readonly #queue = new EventQueue();
  readonly #orders: SimulatedOrders;
  /** Runs with a transactional text that waits for credits. */
  readonly #unpaidRuns: SimulatedRun[] = [];
  #runCount = 0;
  #activeCount = 0;

  constructor(simulation: Simulation, world: SimulationState, listener: SimulationListener) {
    this.#simulation = simulation;
    this.#state = world;
    this.#listener = listener;
    this.#orders = new SimulatedOrders(simulation.shop.id);
    this.#exits = new ExitIndex(simulation.versions.flatMap(({ definition }) => listenedTriggersOf(definition)));
  }

  /** The number of active runs. */
  get inside(): number {
    return this.#activeCount;
  }

  /** When the next step is due; null when none is. */
  get nextDue(): Instant | null {
    const { next } = this.#queue;
    return next === null ? null : Temporal.Instant.fromEpochMilliseconds(next);
  }

  /** Runs all steps due before an instant, each at its time. */
  runBefore(end: Instant): void {
    this.#queue.runBefore(end.epochMilliseconds, (run, dueMs) =>
      this.#run(run, Temporal.Instant.fromEpochMilliseconds(dueMs)),
    );
  }

  /** Releases texts that waited for credits, after a top-up. */
  refreshCredits(at: Instant): void {
    for (const run of this.#unpaidRuns.splice(0))
      if (run.at && run.running) this.#schedule(run, later(run.at.dueAt, at));
  }

  /**
   * Ingests a batch. Run all steps due before it first.
   * @param match `matchEvent`, or `enrolDirectly` to skip trigger matching
   */
  take({ at: now, events }: PastBatch, match: typeof matchEvent = matchEvent): void {
    const { people } = this.#state;
    const usesDoubleOptIn = readSettings(this.#simulation.shop.settings).doubleOptIn;
    const ordered = inTriggeredOrder(events).map((event) =>
      this.#asIngested({ ...event, normalizedEvent: withDoubleOptIn(event.normalizedEvent, usesDoubleOptIn) }, now),
    );
    const customers = people.merge(
      ordered.map((event) => ({
        eventId: event.id,
        shopId: this.#simulation.shop.id,
        seenAt: event.triggeredAt.toString(),
        normalizedEvent: event.normalizedEvent,
        customerId: event.customerId,
      })),
      now,
    );
    this.#orders.merge(ordered, customers);
    for (const event of ordered)
      this.#match(this.#orders.withCurrentOrder(event), customers.get(event.id) ?? null, now, match);
    for (const { id, normalizedEvent } of ordered) {
      for (const { shopifyId, because } of removedCustomersOf(normalizedEvent)) {
        this.#endAll(
          shopifyId === null ? (customers.get(id)?.id ?? null) : people.byShopifyId(shopifyId),
          because,
          now,
        );
      }
    }
  }

  /** The event as live intake passes it to matching. */
  #asIngested(event: PastEvent, now: Instant): PastEvent {
    const normalizedEvent = withoutFanOut(event.normalizedEvent);
    return {
      ...event,
      normalizedEvent: this.#state.people.isOwnConsentUpdate(event, now)
        ? withoutConsentFacts(normalizedEvent)
        : normalizedEvent,
    };
  }

  #match(event: PastEvent, customer: CustomerRecord | null, now: Instant, match: typeof matchEvent): void {
    const { shop } = this.#simulation;
    const cause = { hop: event.normalizedEvent.hop, causedBy: event.normalizedEvent.causedBy };
    const incoming = incomingEventOf(event, {
      customer,
      segments: customer ? this.#state.people.segmentsOf(customer.id, now) : [],
      shop,
      cause,
    });
    const automation = this.#activeVersionAt(now);
    const context = this.#contextFor(incoming, automation);
    const result = match(incoming, context, now, () => this.#newId());
    const exit = context.exits.at(-1);
    if (exit && !event.isTest) this.#exits.add({ ...exit, id: event.id });
    this.#applyMatch(incoming, result, context, now);
  }

  /** The version that was active at an instant; null before the first. */
  #activeVersionAt(now: Instant): ListeningAutomation | null {
    const version = this.#simulation.versions.findLast(({ since }) => Temporal.Instant.compare(since, now) <= 0);
    return version && (!version.until || Temporal.Instant.compare(now, version.until) < 0)
      ? { id: this.#simulation.automationId, versionId: version.id, status: "active", definition: version.definition }
      : null;
  }

  /** Ids sort by creation, like live ids. */
  #newId(): string {
    return `walk-${String(++this.#runCount).padStart(12, "0")}`;
  }

  #contextFor(event: IncomingEvent, automation: ListeningAutomation | null): MatchContext {
    const { subject, relatedSubject } = event.normalizedEvent;
    const customerId = event.customer?.id ?? null;
    const key = automation && entryKeyOf(automation.definition, event);
    return {
      automations: automation ? [automation] : [],
      members: this.#runs.concerning([subject, relatedSubject], customerId, key),
      exits: this.#exits.concerning(subject, customerId),
    };
  }

  #applyMatch(
    event: IncomingEvent,
    { cancelled, woken, extended, entered, refused }: MatchResult,
    context: MatchContext,
    now: Instant,
  ): void {
    const customerId = event.customer?.id ?? null;
    const row = { at: now, customerId, storeEventId: event.id, stepId: null, action: "enter", credits: 0 };
    const runOf = (sequenceId: string) =>
      context.members.find((member) => member.sequenceId === sequenceId) as SimulatedRun;
    for (const { sequenceId, decision } of entered) {
      const { facts } = event.normalizedEvent;
      const run: SimulatedRun = Object.assign(runOf(sequenceId), {
        storeEventId: event.id,
        facts,
        outputs: {},
        at: null,
        turn: 0,
      });
      this.#runs.add(run);
      this.#activeCount++;
      this.#listener.row({ ...row, status: "done", reason: null });
      this.#listener.explained({ at: now, stepId: null, checks: decision.checks });
      this.#enterStep(run, decision.first, now, false);
    }
    for (const { decision } of refused) {
      this.#listener.row({ ...row, status: "skipped", reason: decision.reason });
      this.#listener.explained({ at: now, stepId: null, checks: decision.checks });
    }
    for (const { member, because } of cancelled) {
      this.#listener.row({
        ...row,
        customerId: member.customerId,
        action: "exit",
        status: "skipped",
        reason: "exited",
      });
      this.#end(runOf(member.sequenceId), "cancelled", because, now);
    }
    for (const { sequenceId, dueAt, subject, facts, factsAt } of extended) {
      const run = runOf(sequenceId);
      Object.assign(run, { facts, factsAt });
      this.#runs.index(run, subject);
      this.#schedule(run, dueAt);
    }
    for (const { sequenceId } of woken) this.#schedule(runOf(sequenceId), now);
  }

  #run(run: SimulatedRun, now: Instant): void {
    const place = run.at && placementOf(run.definition, run.at.stepId);
    if (!run.at || !place) return;
    const { people, recipients } = this.#state;
    if (people.hasLeft(run.customerId, now)) return this.#end(run, "cancelled", "customer_erased", now);
    const { definition } = run;
    const row = this.#snapshotOf(run, run.at, now);
    const others = this.#otherEventsOf(run);
    const history = isMarketing(definition.kind) ? recipients.historyOf(row, now) : undefined;
    const facts = stepFactsOf(row, definition, history, others, now);
    const chosen = this.#simulation.chosen ?? NOTHING_CHOSEN;
    const heard = chosenEvent(place.step, chosen, now) ?? awaitedEventAt(row, definition, place.step, others);
    const due = dueStepOf(row, definition, place.step, {
      facts,
      heard,
      mailbox: mailboxOf(row, history),
      links: this.#simulation.links,
    });
    const decision = withChosenArm(decideStep(due), place.step, chosen);
    if (decision.kind === "choose") this.#listener.chose(place.step.id, decision.arm, now);
    const { conclusion, credits } = this.#execute(run, row, decision, sequencePosition(row, definition, now));
    this.#listener.explained({ at: now, stepId: place.step.id, checks: conclusion.log?.checks ?? decision.checks });
    const skipped = conclusion.log?.status === "skipped" ? plannedBody(due) : null;
    if (skipped !== null)
      this.#listener.skippedText({ at: now, customerId: run.customerId, stepId: place.step.id, body: skipped });
    this.#conclude(run, place.step.type, conclusion, credits, now);
  }

  #snapshotOf(
    run: SimulatedRun,
    { stepId, since, deferral }: NonNullable<SimulatedRun["at"]>,
    now: Instant,
  ): StepSnapshot {
    const { people } = this.#state;
    const { automationId, shop, saidStop } = this.#simulation;
    const customer = people.at(run.customerId, now);
    const numbers = people.numbersAt(run.customerId, now, saidStop);
    return {
      ...customer,
      ...withRecipient({ facts: run.facts, numbers }, run.definition.kind, now),
      customerId: run.customerId,
      segments: people.segmentsOf(run.customerId, now),
      stepId,
      createdAt: since,
      listensSince: since,
      attempts: 1,
      deferral,
      sequenceId: run.sequenceId,
      sequenceStatus: "active",
      automationId,
      automationStatus: "active",
      dedupeKey: run.dedupeKey,
      subject: run.subject,
      facts: run.facts,
      factsAt: run.factsAt,
      order: this.#orders.of(run.facts),
      outputs: run.outputs,
      skippedSteps: [],
      erased: customer.erasedAt !== null,
      shopName: shop.name,
      shopDomain: shop.domain,
      timezone: shop.timezone,
      installed: shop.uninstalledAt === null || Temporal.Instant.compare(shop.uninstalledAt, now) > 0,
      settings: shop.settings,
      // The past went out under whatever sender the shop had then: an approval that is still to come refuses none of it.
      senders: [],
    };
  }

  /** Executes a decision, assuming that every call succeeds. */
  #execute(
    run: SimulatedRun,
    row: StepSnapshot,
    decision: Decision,
    at: SequencePosition,
  ): { conclusion: Conclusion; credits: number } {
    const free = (conclusion: Conclusion) => ({ conclusion, credits: 0 });
    if (decision.kind === "text") return this.#send(run, row, decision, at);
    if (decision.kind === "email") {
      this.#recordMarketing(run, "email", decision.email.to, at);
      return free(concludeAction(at, decision.checks, "sent"));
    }
    if (decision.kind !== "act") return free(concludeStep(decision, at));
    const output = assumeEffectDone(decision.act, {
      people: this.#state.people,
      customerId: run.customerId,
      segments: this.#simulation.segments,
    });
    const name = outputNameOf(placementOf(run.definition, at.stepId)?.step.type ?? "");
    if (name) run.outputs = { ...run.outputs, [name]: output };
    return free(concludeAction(at, decision.checks, "done"));
  }

  #send(
    run: SimulatedRun,
    row: StepSnapshot,
    { text: { links: _shortLinks, ...text }, checks: passed }: Extract<Decision, { kind: "text" }>,
    at: SequencePosition,
  ): { conclusion: Conclusion; credits: number } {
    const { purse } = this.#state;
    const { balance } = purse;
    const isCovered = purse.pay(text.credits);
    const checks = [...passed, creditsCheck(text.credits, balance, isCovered)];
    if (!isCovered) return { conclusion: withoutCreditsDecision(at, row, checks), credits: 0 };
    this.#recordMarketing(run, "sms", text.to, at);
    this.#listener.text({ ...text, at: at.now, customerId: run.customerId, stepId: at.stepId });
    return { conclusion: concludeAction(at, checks, "sent"), credits: text.credits };
  }

  #recordMarketing(
    { definition, subject }: SimulatedRun,
    channel: "sms" | "email",
    to: string,
    { now: at }: SequencePosition,
  ): void {
    if (definition.kind === "marketing") this.#state.recipients.record({ channel, to, subject, at });
  }

  #conclude(run: SimulatedRun, action: string, { end, log, then }: Conclusion, credits: number, now: Instant): void {
    const stepId = run.at?.stepId ?? "";
    const { customerId } = run;
    if (log)
      this.#listener.row({
        at: now,
        customerId,
        storeEventId: run.storeEventId,
        stepId,
        action,
        status: log.status,
        reason: log.reason,
        credits,
      });
    if (run.at && "deferral" in end && end.deferral) run.at = { ...run.at, deferral: end.deferral };
    if (end.kind === "held" && end.deferral?.since) this.#unpaidRuns.push(run);
    if (end.kind === "later") {
      if (end.deferral)
        this.#listener.deferred({ at: now, until: end.dueAt, customerId, stepId, reason: end.deferral.reason });
      return this.#schedule(run, end.dueAt);
    }
    if (end.kind !== "held") run.inFirstWait = false;
    if (then?.kind === "next")
      this.#enterStep(
        run,
        this.#hasAwaitedEvent(run, then.stepId, now) ? { ...then, dueAt: now } : then,
        now,
        log?.status === "sent",
      );
    else if (then) this.#end(run, then.status, then.because, now);
  }

  /**
   * Whether the awaited event has already happened when the run reaches a wait-for-event step; live runs check the
   * same.
   */
  #hasAwaitedEvent(run: SimulatedRun, stepId: string, since: Instant): boolean {
    const step = placementOf(run.definition, stepId)?.step;
    const awaited = step ? awaitedBy(step) : null;
    return awaited !== null && awaitedEventOf(awaited, run, since, this.#otherEventsOf(run)) !== null;
  }

  /** Events that may end or wake a run, without the one that started it. */
  #otherEventsOf({ subject, customerId, storeEventId }: SimulatedRun): RecordedExit[] {
    return this.#exits.concerning(subject, customerId).filter(({ id }) => id !== storeEventId);
  }

  #enterStep(
    run: SimulatedRun,
    { stepId, dueAt }: { stepId: string; dueAt: Instant },
    now: Instant,
    called: boolean,
  ): void {
    run.at = { stepId, since: now, dueAt, deferral: null };
    run.waiting = { stepId, since: now };
    this.#listener.reached(stepId, now);
    const { chosen = NOTHING_CHOSEN } = this.#simulation;
    const step = chosen.has(stepId) ? placementOf(run.definition, stepId)?.step : undefined;
    const exit = step ? chosenExit(run.definition, step, chosen) : null;
    if (exit !== null) this.#end(run, "cancelled", exit, now);
    else this.#queue.schedule(run, step && chosenEvent(step, chosen, now) ? now : dueAt, called);
  }

  #schedule(run: SimulatedRun, dueAt: Instant): void {
    if (!run.at) return;
    run.at = { ...run.at, dueAt };
    this.#queue.schedule(run, dueAt, false);
  }

  #endAll(customerId: string | null, because: string, now: Instant): void {
    for (const run of this.#runs.of(customerId)) if (run.running) this.#end(run, "cancelled", because, now);
  }

  #end(run: SimulatedRun, status: "completed" | "cancelled" | "failed", because: string | null, now: Instant): void {
    // Keep only what the re-entry rules read.
    Object.assign(run, { running: false, at: null, waiting: null, facts: {}, outputs: {}, inFirstWait: false });
    this.#activeCount--;
    this.#listener.ended({ at: now, customerId: run.customerId, status, because });
  }
}

const NOTHING_CHOSEN: ChosenOutcomes = new Map();

const later = (a: Instant, b: Instant): Instant => (Temporal.Instant.compare(a, b) >= 0 ? a : b);
