import type { ActionFunctionArgs } from "@remix-run/node";
import { deleteDraft } from "#services/automations/delete-draft.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "automations.edit");
  return deleteDraft(context.app, { shopId: shop.id, actor, automationId: params.id ?? "" });
}
