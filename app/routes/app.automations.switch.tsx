import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readFormFields } from "#shell/http/form-request.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import {
  activateFromLibrary,
  pauseAutomation,
  resumeAutomation,
} from "#services/automations/change-automation-status.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("take"), libraryKey: z.string().max(100) }),
  z.object({ intent: z.literal("resume"), automationId: z.uuid() }),
  z.object({ intent: z.literal("pause"), automationId: z.uuid() }),
]);

/** This address has no page: a reload goes to the list. */
export const loader = () => redirect("/app/automations");

/** Turns an automation on or off. The form is `Switching` of the automations' components. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "automations.publish");
  const parsed = form.safeParse(await readFormFields(request));
  if (!parsed.success) throw new Response(null, { status: 400 });
  const who = { shopId: shop.id, actor };
  switch (parsed.data.intent) {
    case "take":
      return activateFromLibrary(context.app, { ...who, libraryKey: parsed.data.libraryKey });
    case "resume":
      return resumeAutomation(context.app, { ...who, automationId: parsed.data.automationId });
    case "pause":
      return pauseAutomation(context.app, { ...who, automationId: parsed.data.automationId });
  }
}
