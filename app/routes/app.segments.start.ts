import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { startManually } from "#services/automations/start-manually.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const posted = z.object({
  automationId: z.uuid("choose an automation"),
  segmentId: z.uuid("choose a segment"),
  requestId: z.uuid(),
});

/** This address has no page: a reload goes to the list. */
export const loader = () => redirect("/app/segments");

/** Starts an automation for all members of a segment. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "sequences.steer");
  const form = await readFormRequest(request, posted);
  if (!form.ok) return form;
  const { automationId, segmentId, requestId } = form.value;
  return startManually(context.app, { shopId: shop.id, automationId, audience: { segmentId }, actor, requestId });
}
