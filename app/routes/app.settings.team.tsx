import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { readKept } from "#components/browser/read-kept.ts";
import { TeamPage } from "#components/team/settings/TeamPage.tsx";
import { givenRoles } from "#core/team/roles.ts";
import { enterShop } from "#services/team/require-staff.server.ts";
import { changeRole, readTeam } from "#services/team/manage-staff.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import { readPosted } from "#shell/http/posted.server.ts";
import { text } from "#text/en.ts";

export { askKept as clientAction } from "#components/page/unreached.ts";

export const meta: MetaFunction = () => [{ title: text.pageTitle(text.settings.team.title) }];

export const clientLoader = readKept("routes/app.settings.team");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await enterShop(request, context);
  return readTeam(context.app, shop);
}

const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("role"), userId: z.string().max(30), role: z.enum(givenRoles) }),
  z.object({ intent: z.literal("default"), role: z.enum(givenRoles) }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await enterShop(request, context, "staff.manage");
  const posted = await readPosted(request, form);
  if (!posted.ok) return posted;
  const asked = posted.value;
  const who = { shopId: shop.id, actor };
  return asked.intent === "role"
    ? changeRole(context.app, { ...who, userId: asked.userId, role: asked.role })
    : saveSettings(context.app, { ...who, changes: { staffRole: asked.role } });
}

export default function Team() {
  return <TeamPage {...useLoaderData<typeof loader>()} />;
}
