import type { ActionFunctionArgs } from "@remix-run/node";
import { duplicateAutomation } from "#services/automations/draft-automation.server.ts";
import { enterShop } from "#services/team/require-staff.server.ts";

export { askKept as clientAction } from "#components/page/unreached.ts";

/** Makes a draft like the automation's. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await enterShop(request, context, "automations.edit");
  return duplicateAutomation(context.app, { shopId: shop.id, actor, automationId: params.id ?? "" });
}
