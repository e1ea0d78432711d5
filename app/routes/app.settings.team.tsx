import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { TeamPage } from "#components/team/settings/TeamPage.tsx";
import { givenRoles } from "#core/team/roles.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { changeRole, readTeam } from "#services/team/manage-staff.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

export const meta: MetaFunction = () => [{ title: text.pageTitle(text.settings.team.title) }];

export const clientLoader = clientLoaderThatKeeps("routes/app.settings.team");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return readTeam(context.app, shop);
}

const schema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("role"), userId: z.string().max(30), role: z.enum(givenRoles) }),
  z.object({ intent: z.literal("default"), role: z.enum(givenRoles) }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "staff.manage");
  const posted = await readFormRequest(request, schema);
  if (!posted.ok) return posted;
  const form = posted.value;
  const who = { shopId: shop.id, actor };
  return form.intent === "role"
    ? changeRole(context.app, { ...who, userId: form.userId, role: form.role })
    : saveSettings(context.app, { ...who, changes: { staffRole: form.role } });
}

export default function Team() {
  return <TeamPage {...useLoaderData<typeof loader>()} />;
}
