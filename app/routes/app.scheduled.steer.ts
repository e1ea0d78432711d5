import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { retryFailed } from "#services/sending/retry-failed.server.ts";
import { cancelSteps, forecastReschedule, moveStepToLocalTime } from "#services/scheduled/change-steps.server.ts";
import { cancelStep, runStepNow } from "#services/scheduled/change-step.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const id = z.uuid();
const local = { date: z.string().max(10), time: z.string().max(5) };
const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("run"), id }),
  z.object({ intent: z.literal("cancel"), id }),
  z.object({ intent: z.literal("cancel_many"), ids: id.array().min(1).max(100) }),
  z.object({ intent: z.literal("move"), id, ...local }),
  z.object({ intent: z.literal("retry"), id }),
]);
const question = z.object({ id, ...local });

/** What a time would mean for a step, asked while it is being chosen. Who comes here by hand is sent to the list. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const asked = question.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!asked.success) return redirect("/app/scheduled");
  return { ahead: await forecastReschedule(context.app, shop, asked.data) };
}

/** Changes what becomes of steps: those that wait, and those that have failed. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "sequences.steer");
  const posted = await readFormRequest(request, form);
  if (!posted.ok) return posted;
  const asked = posted.value;
  const who = { shopId: shop.id, actor };
  switch (asked.intent) {
    case "run":
      return runStepNow(context.app, { ...who, id: asked.id });
    case "cancel":
      return cancelStep(context.app, { ...who, id: asked.id });
    case "cancel_many":
      return cancelSteps(context.app, { ...who, ids: asked.ids });
    case "move":
      return moveStepToLocalTime(context.app, shop, { ...asked, actor });
    case "retry":
      return retryFailed(context.app, asked.id, actor, shop.id);
  }
}
