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
};
const posted = z.object({ automationIds: z.array(z.uuid()).min(1).max(MOST_AT_ONCE) });

/** Nothing to see here: who reloads it is sent to the list. */
export const loader = () => redirect("/app/automations");

/**
 * Does the same to several automations. Not below /app/automations: there it would stand in the way of one
 * automation's own deeds.
 */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const deed = z.enum(bulkActions).safeParse(params.deed);
  if (!deed.success) throw new Response(null, { status: 404 });
  const { shop, actor } = await requireStaff(request, context, needs[deed.data]);
  const asked = await readFormRequest(request, posted);
  if (!asked.ok) return asked;
  return changeAutomations(context.app, {
    shopId: shop.id,
    actor,
    deed: deed.data,
    automationIds: asked.value.automationIds,
  });
}
