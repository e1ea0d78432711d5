import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { retryFailed } from "#services/sending/retry-failed.server.ts";
import { changeSequence } from "#services/automations/change-sequence-status.server.ts";
import {
  forecastReschedule,
  moveStepToLocalTime,
  removeFromAutomations,
  skipMessages,
} from "#services/scheduled/change-steps.server.ts";
import { cancelStep, runStepNow, skipMessage } from "#services/scheduled/change-step.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const id = z.uuid();
const local = { date: z.string().max(10), time: z.string().max(5) };
const schema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("run"), id }),
  z.object({ intent: z.literal("cancel"), id }),
  z.object({ intent: z.literal("skip"), id }),
  z.object({ intent: z.literal("remove"), id }),
  z.object({ intent: z.enum(["skip_many", "remove_many"]), ids: id.array().min(1).max(100) }),
  z.object({ intent: z.literal("move"), id, ...local }),
  z.object({ intent: z.literal("retry"), id }),
]);
const question = z.object({ id, ...local });

/** Previews a new time for a step. Without a step, redirects to the list. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const parsed = question.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!parsed.success) return redirect("/app/scheduled");
  return { ahead: await forecastReschedule(context.app, shop, parsed.data) };
}

/** Runs, reschedules, skips and retries steps, and removes customers from automations. For `remove`, ids are runs. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "sequences.steer");
  const posted = await readFormRequest(request, schema);
  if (!posted.ok) return posted;
  const form = posted.value;
  const who = { shopId: shop.id, actor };
  switch (form.intent) {
    case "run":
      return runStepNow(context.app, { ...who, id: form.id });
    case "cancel":
      return cancelStep(context.app, { ...who, id: form.id });
    case "skip":
      return skipMessage(context.app, { ...who, id: form.id });
    case "remove":
      return changeSequence(context.app, { ...who, sequenceId: form.id, to: "cancelled" });
    case "skip_many":
      return skipMessages(context.app, { ...who, ids: form.ids });
    case "remove_many":
      return removeFromAutomations(context.app, { ...who, ids: form.ids });
    case "move":
      return moveStepToLocalTime(context.app, shop, { ...form, actor });
    case "retry":
      return retryFailed(context.app, form.id, actor, shop.id);
  }
}
