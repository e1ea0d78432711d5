import type { MigrationChoice } from "#core/automations/migrate-sequences.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { ServiceResult, AutomationTarget } from "./parts/audited-change.server.ts";
import { publishAutomation, type Published } from "./publish-automation.server.ts";
import { resumeAutomation } from "./change-automation-status.server.ts";

/** What came of it; published it stays, even where it could not be turned on. */
export type PublishedAndActive = ServiceResult<
  Published & { /** Why it is not on, though it was to be; null where it is as it was to be. */ notOn: string | null }
>;

/** Publishes a draft, and turns the automation on where that is asked for. */
export async function publishAndActivate(
  context: AppContext,
  { turnOn, ...asked }: AutomationTarget & { inside: MigrationChoice; turnOn: boolean },
): Promise<PublishedAndActive> {
  const published = await publishAutomation(context, asked);
  if (!published.ok || !turnOn) return published.ok ? { ...published, notOn: null } : published;
  const turned = await resumeAutomation(context, asked);
  return { ...published, notOn: turned.ok ? null : turned.message };
}
