import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { enterShop } from "#services/team/require-staff.server.ts";
import { steerSequence, steered } from "#services/automations/change-sequence-status.server.ts";
import { readPosted } from "#shell/http/posted.server.ts";

export { askKept as clientAction } from "#components/page/unreached.ts";

const form = z.object({ to: z.enum(steered) });

/** Pauses, resumes or cancels one customer's way through an automation. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await enterShop(request, context, "sequences.steer");
  const posted = await readPosted(request, form);
  if (!posted.ok) return posted;
  return steerSequence(context.app, { shopId: shop.id, actor, sequenceId: params.id ?? "", to: posted.value.to });
}
