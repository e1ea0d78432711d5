import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { SettingsForm } from "#components/team/settings/SettingsForm.tsx";
import { changesIn, isSettingsSection, type SettingsSection } from "#core/team/settings-sections.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readSettingsPage } from "#services/team/read-settings.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

export const meta: MetaFunction = () => [{ title: text.pageTitle(text.settings.title) }];

export const clientLoader = clientLoaderThatKeeps("routes/app.settings.$section");

const sectionOf = (name: string | undefined): SettingsSection => {
  if (!isSettingsSection(name)) throw new Response(null, { status: 404 });
  return name;
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return readSettingsPage(context.app, shop, sectionOf(params.section));
}

/** The service validates each field. */
const changes = z.record(z.string(), z.unknown());

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "settings.change");
  const posted = await readFormRequest(request, changes);
  if (!posted.ok) return posted;
  return saveSettings(context.app, {
    shopId: shop.id,
    actor,
    changes: changesIn(sectionOf(params.section), posted.value),
  });
}

export default function SettingsOfSection() {
  const page = useLoaderData<typeof loader>();
  return <SettingsForm key={page.section} {...page} />;
}
