import type { MigrationChoice } from "#core/automations/migrate-sequences.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { ServiceResult, AutomationTarget } from "./parts/audited-change.server.ts";
import { publishAutomation, type Published } from "./publish-automation.server.ts";
import { resumeAutomation } from "./change-automation-status.server.ts";

/** Result; the version stays published even if the automation could not be turned on. */
export type PublishedAndActive = ServiceResult<
  Published & {
    /** Why the automation could not be turned on; null if it is on or should stay off. */ notOn: string | null;
  }
>;

/** Publishes a draft, and turns the automation on if `turnOn` is set. */
export async function publishAndActivate(
  context: AppContext,
  { turnOn, ...request }: AutomationTarget & { inside: MigrationChoice; turnOn: boolean },
): Promise<PublishedAndActive> {
  const published = await publishAutomation(context, request);
  if (!published.ok || !turnOn) return published.ok ? { ...published, notOn: null } : published;
  const activated = await resumeAutomation(context, request);
  return { ...published, notOn: activated.ok ? null : activated.message };
}
