import type { AppContext } from "#shell/context.server.ts";
import type { ServiceResult } from "../automations/parts/audited-change.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { readTestWalk } from "./read-test-walk.server.ts";
import type { DefinitionChoice } from "./parts/find-definition.server.ts";
import { sendToTeam, type SentToTeam, type TeamRecipient } from "./parts/send-to-team.server.ts";

interface TestRequest extends TeamRecipient {
  automationId: string;
  /** One step's text; without it, all texts. */
  stepId?: string | undefined;
  event?: string | undefined;
  which?: DefinitionChoice | undefined;
}

/** Sends an automation's texts, rendered for the chosen customer, to a number of the team. */
export async function sendTestTexts(
  context: AppContext,
  shop: Shop,
  { automationId, stepId, event, which, ...recipient }: TestRequest,
): Promise<ServiceResult<SentToTeam>> {
  const testWalk = await readTestWalk(context, shop, automationId, { event, which });
  const texts = testWalk?.texts.filter((candidate) => stepId === undefined || candidate.stepId === stepId) ?? [];
  return sendToTeam(context, shop, recipient, { texts, about: testWalk?.about ?? null });
}
