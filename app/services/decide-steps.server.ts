import type { Moment } from "#core/actions/define.ts";
import { awaitedBy, type Step } from "#core/actions/index.ts";
import { placeOf } from "#core/automation/outline.ts";
import type { Definition } from "#core/automation/definition.ts";
import { zonesOf } from "#core/compliance/zones.ts";
import { valuesOf } from "#core/customer/facts.ts";
import { factsOf as customerFacts } from "#core/customer/record.ts";
import type { StepFacts } from "#core/guards/define.ts";
import type { Standing } from "#core/sequence/conclude.ts";
import { decideStep, type Decision } from "#core/sequence/decide.ts";
import { endedBy, endingsOf, heardBy, type Inside } from "#core/sequence/exits.ts";
import { readSettings } from "#core/settings.ts";
import type { Instant } from "#core/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { readSteps, type Claim, type DueStep } from "#shell/repositories/scheduled.server.ts";
import { findExits, type KnownExit } from "#shell/repositories/store-events.server.ts";
import { readRecipientHistory, type RecipientHistory } from "./read-recipient-history.server.ts";

/** A due step with the definition it runs by. */
export interface LoadedStep {
  row: DueStep;
  definition: Definition;
  step: Step;
  facts: StepFacts;
  /** What its step has heard that waits for an event. */
  heard: { on: string; at: Instant } | null;
}

export interface DecidedStep extends LoadedStep {
  decision: Decision;
}

/** Reads everything afresh that deciding these steps needs. A step whose definition lacks it is reported by `missing`. */
export async function loadSteps(context: AppContext, claims: readonly Claim[]): Promise<{ loaded: LoadedStep[]; missing: DueStep[] }> {
  const sql = context.db.pool;
  const now = context.clock.now();
  const rows = await readSteps(sql, claims.map(({ id }) => id));
  const definitions = await context.definitions(sql, rows.map(({ versionId }) => versionId));
  const exits = await findExits(sql, {
    shopIds: [...new Set(rows.map(({ shopId }) => shopId))],
    subjects: rows.map(({ subject }) => subject),
    customerIds: [...new Set(rows.map(({ customerId }) => customerId))],
    recognised: [...new Set([...definitions.values()].flatMap(endingsOf))],
  });
  const history = await readRecipientHistory(sql, rows.filter(({ versionId }) => definitions.get(versionId)?.kind !== "transactional"), now);
  const loaded: LoadedStep[] = [];
  const missing: DueStep[] = [];
  for (const row of rows) {
    const definition = definitions.get(row.versionId);
    const step = definition && placeOf(definition, row.stepId)?.step;
    if (definition && step) loaded.push(load(row, definition, step, exits, history.get(row.id), now));
    else missing.push(row);
  }
  return { loaded, missing };
}

function load(row: DueStep, definition: Definition, step: Step, exits: readonly KnownExit[], history: RecipientHistory | undefined, now: Instant): LoadedStep {
  const others = exits.filter(({ id, shopId }) => shopId === row.shopId && id !== row.storeEventId);
  const inside: Inside = { definition, subject: row.subject, customerId: row.customerId, factsAt: row.factsAt };
  const settings = readSettings(row.settings);
  const token = row.facts.checkout?.token;
  const facts: StepFacts = {
    now,
    kind: definition.kind,
    shop: {
      name: row.shopName,
      url: `https://${row.shopDomain}`,
      timezone: row.timezone,
      installed: row.installed,
      transactionalAtNight: settings.transactionalAtNight,
      quietHours: settings.quietHours,
      caps: settings.caps,
    },
    automation: { status: row.automationStatus },
    sequence: { status: row.sequenceStatus },
    exit: endedBy(inside, others),
    customer: { erased: row.erased, phone: row.phone, countryCode: row.countryCode, provinceCode: row.provinceCode, consent: row.smsConsent, suppressed: row.suppressed, marketingHeld: row.marketingHeld },
    cart: typeof token === "string" ? { token, abandonedAt: row.factsAt, remindedAt: history?.cartRemindedAt ?? null } : null,
    recent: history?.recent ?? [],
    overCap: "skip",
    firstMarketing: history?.firstMarketing ?? false,
  };
  return { row, definition, step, facts, heard: heardBy(awaitedBy(step), inside, row.createdAt, others) };
}

export const decide = (loaded: LoadedStep): DecidedStep => {
  const { row, definition, step, facts, heard } = loaded;
  const seed = `${row.automationId}:${row.dedupeKey}:${row.stepId}`;
  const mailbox = { address: row.email, consent: row.emailConsent };
  return { ...loaded, decision: decideStep({ ...momentOf(row, facts.now), definition, step, facts, seed, secret: `${row.sequenceId}:${row.stepId}`, heard, mailbox }) };
};

/** When and where a step is, and what its templates and conditions may name. */
export function momentOf(row: DueStep, now: Instant): Moment {
  const customer = customerFacts({ ...row, id: row.customerId, lastOrderAt: row.lastOrderAt?.toString() ?? null, since: row.since?.toString() ?? null }, row.segments);
  return {
    now,
    timezone: zonesOf({ ...row, shopTimezone: row.timezone }).zones[0] ?? row.timezone,
    shopTimezone: row.timezone,
    values: valuesOf(row.facts, row.outputs, customer, { name: row.shopName, url: `https://${row.shopDomain}` }),
  };
}

/** Where a step stands as it ends. */
export const standingOf = ({ row, definition }: Pick<LoadedStep, "row" | "definition">, now: Instant): Standing => ({
  ...momentOf(row, now),
  definition,
  stepId: row.stepId,
  tries: row.attempts,
  running: row.sequenceStatus === "active" || row.sequenceStatus === "paused",
});
