import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { MAX_FILE_BYTES } from "#core/automations/file.ts";
import { exportAutomation, importDraft } from "#services/automations/automation-file.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const query = z.object({ version: z.coerce.number().int().min(1).optional().catch(undefined) });
const form = z.object({ text: z.string().max(MAX_FILE_BYTES, "is too large") });

/**
 * The automation as a file name and text. The embedded page saves the file itself, because a plain link carries no
 * session token.
 */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const { version } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  return exportAutomation(context.app, { shopId: shop.id, automationId: params.id ?? "", version });
}

/** Replaces the draft with an uploaded file. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "automations.edit");
  const posted = await readFormRequest(request, form);
  if (!posted.ok) return posted;
  return importDraft(context.app, { shopId: shop.id, actor, automationId: params.id ?? "", text: posted.value.text });
}
