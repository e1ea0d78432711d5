import type { ActionFunctionArgs } from "@remix-run/node";
import { archiveAutomation } from "#services/automations/archive-automation.server.ts";
import { enterShop } from "#services/team/require-staff.server.ts";

export { askKept as clientAction } from "#components/page/unreached.ts";

/** Puts the automation away. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await enterShop(request, context, "automations.publish");
  return archiveAutomation(context.app, { shopId: shop.id, actor, automationId: params.id ?? "" });
}
