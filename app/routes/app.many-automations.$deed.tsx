import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import type { Permission } from "#core/team/permissions.ts";
import { changeAutomations, bulkActions, type BulkAction } from "#services/automations/change-automations.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const MOST_AT_ONCE = 250;

const needs: Record<BulkAction, Permission> = {
  on: "automations.publish",
  off: "automations.publish",
  archive: "automations.publish",
  unarchive: "automations.publish",
  duplicate: "automations.edit",
  delete: "automations.edit",
};
const posted = z.object({ automationIds: z.array(z.uuid()).min(1).max(MOST_AT_ONCE) });

/** This address has no page: a reload goes to the list. */
export const loader = () => redirect("/app/automations");

/** Bulk actions on automations. Not below /app/automations, where the address would collide with an automation's id. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const bulkAction = z.enum(bulkActions).safeParse(params.deed);
  if (!bulkAction.success) throw new Response(null, { status: 404 });
  const { shop, actor } = await requireStaff(request, context, needs[bulkAction.data]);
  const form = await readFormRequest(request, posted);
  if (!form.ok) return form;
  return changeAutomations(context.app, {
    shopId: shop.id,
    actor,
    deed: bulkAction.data,
    automationIds: form.value.automationIds,
  });
}
