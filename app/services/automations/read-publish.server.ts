import { readDefinition, type Definition } from "#core/automations/definition.ts";
import type { MigrationChoice, MigrationCounts } from "#core/automations/migrate-sequences.ts";
import { placementOf } from "#core/automations/outline.ts";
import { stepAt } from "#core/automations/step-at.ts";
import type { AutomationStatus } from "#core/statuses.ts";
import { readSettings } from "#core/team/settings.ts";
import { triggerOf } from "#core/triggers/index.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findAutomation, type AutomationRow } from "#shell/repositories/automations/automations.server.ts";
import { findShops } from "#shell/repositories/team/shops.server.ts";
import type { DefinitionChange } from "#text/changes/change.ts";
import { nameStepOf } from "#text/changes/name-step.ts";
import { formatChanges } from "#text/changes/format-changes.ts";
import { refuse, type Refusal } from "./parts/audited-change.server.ts";
import { previewPublish, type PublishPreview } from "./publish-automation.server.ts";

/** The publish dialog. */
export interface PublishQuestion {
  ok: true;
  name: string;
  status: AutomationStatus;
  /** The published version; null before the first. */
  current: number | null;
  next: number;
  /** The shop's setting that is off, without which no customer enters; null for none. */
  lacks: "browsing" | null;
  /** Null before the first version. */
  changes: DefinitionChange[] | null;
  /** Active sequences by the name of the step at which they wait (null: between two steps), most first. */
  waiting: { step: string | null; sequences: number; goesOn: boolean }[];
  inside: Record<MigrationChoice, MigrationCounts>;
}

/** Why a draft cannot be published, with the step of each problem. */
export interface PublishForbidden extends Pick<Refusal, "ok" | "reason" | "message"> {
  name: string;
  problems: { message: string; stepId: string | null }[];
}

/** Previews publishing an automation's draft, in words. Read-only. */
export async function readPublish(
  context: AppContext,
  { shopId, automationId }: { shopId: string; automationId: string },
): Promise<PublishQuestion | PublishForbidden> {
  const automation = await findAutomation(context.db.pool, shopId, automationId);
  const preview = automation
    ? await previewPublish(context, { shopId, automationId })
    : refuse("not_found", "there is no such automation");
  if (!automation || !preview.ok) return forbidden(automation, preview as Refusal);
  const { name, status } = automation;
  const { current, next, inside } = preview;
  const lacks = await lackedSetting(context, shopId, automation);
  return {
    ok: true,
    name,
    status,
    current,
    next,
    inside,
    lacks,
    ...(await formatPreview(context, automation, preview)),
  };
}

async function lackedSetting(
  { db }: AppContext,
  shopId: string,
  { draft }: AutomationRow,
): Promise<PublishQuestion["lacks"]> {
  const read = readDefinition(draft);
  const needs = "problems" in read ? undefined : triggerOf(read.definition.trigger.type).needs;
  if (!needs) return null;
  const [shop] = await findShops(db.pool, [shopId]);
  return readSettings(shop?.settings)[needs] ? null : needs;
}

function forbidden(automation: AutomationRow | null, { reason, message, problems = [] }: Refusal): PublishForbidden {
  const waitingSteps = problems.map(({ path, message: what }) => ({
    message: `${path === "" ? "the automation" : path} ${what}`,
    stepId: stepAt(automation?.draft, path),
  }));
  return { ok: false, reason, message, name: automation?.name ?? "", problems: waitingSteps };
}

/** Name of a step in the first definition that has it; a removed step exists only in the published one. */
function stepNameIn(definitions: readonly (Definition | undefined)[], stepId: string): string {
  const owner = definitions.find((definition) => definition && placementOf(definition, stepId));
  return owner ? nameStepOf(owner, stepId) : stepId;
}

async function formatPreview(
  context: AppContext,
  { currentVersionId, draft: document }: AutomationRow,
  { diff, waiting }: PublishPreview,
): Promise<Pick<PublishQuestion, "changes" | "waiting">> {
  const read = readDefinition(document);
  const current =
    currentVersionId === null
      ? undefined
      : (await context.definitions(context.db.pool, [currentVersionId])).get(currentVersionId);
  if ("problems" in read) return { changes: null, waiting: [] };
  const draft = read.definition;
  const waitingSteps = waiting.map(({ stepId, sequences, goesOn }) => ({
    step: stepId && stepNameIn([current, draft], stepId),
    sequences,
    goesOn,
  }));
  return {
    changes: diff && current ? formatChanges(current, draft) : null,
    waiting: waitingSteps.sort((a, b) => b.sequences - a.sequences),
  };
}
