import type { Definition } from "#core/automation/definition.ts";
import type { Step } from "#core/actions/index.ts";
import type { StepFacts } from "#core/guards/define.ts";
import { decideStep, type Decision } from "#core/sequence/decide.ts";
import { endedBy, endingsOf } from "#core/sequence/exits.ts";
import { variablesOf } from "#core/sequence/variables.ts";
import type { Instant } from "#core/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { readSteps, type Claim, type DueStep } from "#shell/repositories/scheduled.server.ts";
import { findExits, type KnownExit } from "#shell/repositories/store-events.server.ts";

/** A due step with the definition it runs by. */
export interface LoadedStep {
  row: DueStep;
  definition: Definition;
  step: Step;
  facts: StepFacts;
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
  const loaded: LoadedStep[] = [];
  const missing: DueStep[] = [];
  for (const row of rows) {
    const definition = definitions.get(row.versionId);
    const step = definition?.steps.find(({ id }) => id === row.stepId);
    if (definition && step) loaded.push({ row, definition, step, facts: factsOf(row, definition, exits, now) });
    else missing.push(row);
  }
  return { loaded, missing };
}

export const decide = (loaded: LoadedStep): DecidedStep => {
  const { row, step, facts } = loaded;
  return { ...loaded, decision: decideStep(step, facts, variablesOf(row.facts, row, facts.shop)) };
};

function factsOf(row: DueStep, definition: Definition, exits: readonly KnownExit[], now: Instant): StepFacts {
  const others = exits.filter(({ id, shopId }) => shopId === row.shopId && id !== row.storeEventId);
  return {
    now,
    kind: definition.kind,
    shop: { name: row.shopName, url: `https://${row.shopDomain}`, timezone: row.timezone, installed: row.installed, transactionalAtNight: row.transactionalAtNight },
    automation: { status: row.automationStatus },
    sequence: { status: row.sequenceStatus },
    exit: endedBy({ definition, subject: row.subject, customerId: row.customerId, factsAt: row.factsAt }, others),
    customer: { erased: row.erased, phone: row.phone, countryCode: row.countryCode, provinceCode: row.provinceCode, consent: row.smsConsent, suppressed: row.suppressed },
  };
}
