import type { ActionFunctionArgs } from "@remix-run/node";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { unarchiveAutomation } from "#services/automations/archive-automation.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "automations.publish");
  return unarchiveAutomation(context.app, { shopId: shop.id, actor, automationId: params.id ?? "" });
}
