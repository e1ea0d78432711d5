import type { ActionFunctionArgs } from "@remix-run/node";
import { enterShop } from "#services/team/require-staff.server.ts";
import { unarchiveAutomation } from "#services/automations/unarchive-automation.server.ts";

export { askKept as clientAction } from "#components/page/unreached.ts";

/** Takes the automation out of the archive. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await enterShop(request, context, "automations.publish");
  return unarchiveAutomation(context.app, { shopId: shop.id, actor, automationId: params.id ?? "" });
}
