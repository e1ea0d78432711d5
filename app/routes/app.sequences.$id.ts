import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { changeSequence, changedSequence } from "#services/automations/change-sequence-status.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const form = z.object({ to: z.enum(changedSequence) });

/** Pauses, resumes or cancels one sequence. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "sequences.steer");
  const posted = await readFormRequest(request, form);
  if (!posted.ok) return posted;
  return changeSequence(context.app, { shopId: shop.id, actor, sequenceId: params.id ?? "", to: posted.value.to });
}
