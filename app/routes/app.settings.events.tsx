import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { EventApiPage } from "#components/team/settings/EventApiPage.tsx";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { createEventToken, revokeEventToken } from "#services/intake/event-token.server.ts";
import { readEventApi } from "#services/team/read-settings.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

export const meta: MetaFunction = () => [{ title: text.pageTitle(text.settings.events.title) }];

export const clientLoader = clientLoaderThatKeeps("routes/app.settings.events");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return readEventApi(context.app, shop);
}

const form = z.object({ intent: z.enum(["make", "revoke"]) });

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "settings.change");
  const posted = await readFormRequest(request, form);
  if (!posted.ok) return posted;
  const who = { shopId: shop.id, actor };
  return posted.value.intent === "make"
    ? { ok: true as const, token: await createEventToken(context.app, who) }
    : { ok: await revokeEventToken(context.app, who), token: null };
}

export default function Events() {
  return <EventApiPage {...useLoaderData<typeof loader>()} />;
}
