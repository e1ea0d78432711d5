import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { SettingsForm } from "#components/team/settings/SettingsForm.tsx";
import { permissionToSet } from "#core/team/settings-permission.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readSettingsPage } from "#services/team/read-settings.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

export const meta: MetaFunction = () => [{ title: text.pageTitle(text.settings.title) }];

export const clientLoader = clientLoaderThatKeeps("routes/app.settings._index");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return readSettingsPage(context.app, shop, "sender");
}

/** The service validates each field. */
const changes = z.record(z.string(), z.unknown());

export async function action({ request, context }: ActionFunctionArgs) {
  const posted = await readFormRequest(request, changes);
  const { shop, actor } = await requireStaff(
    request,
    context,
    permissionToSet(posted.ok ? Object.keys(posted.value) : []),
  );
  if (!posted.ok) return posted;
  return saveSettings(context.app, { shopId: shop.id, actor, changes: posted.value });
}

export default function Settings() {
  return <SettingsForm {...useLoaderData<typeof loader>()} />;
}
