import type { ActionFunctionArgs } from "@remix-run/node";
import { duplicateAutomation } from "#services/automations/draft-automation.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

/** Copies the automation into a new draft. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "automations.edit");
  return duplicateAutomation(context.app, { shopId: shop.id, actor, automationId: params.id ?? "" });
}
