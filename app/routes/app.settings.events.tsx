import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { readKept } from "#components/browser/read-kept.ts";
import { EventDoorPage } from "#components/team/settings/EventDoorPage.tsx";
import { enterShop } from "#services/team/require-staff.server.ts";
import { makeEventToken, revokeEventToken } from "#services/intake/event-token.server.ts";
import { readEventDoor } from "#services/team/read-settings.server.ts";
import { readPosted } from "#shell/http/posted.server.ts";
import { text } from "#text/en.ts";

export { askKept as clientAction } from "#components/page/unreached.ts";

export const meta: MetaFunction = () => [{ title: text.pageTitle(text.settings.events.title) }];

export const clientLoader = readKept("routes/app.settings.events");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await enterShop(request, context);
  return readEventDoor(context.app, shop);
}

const form = z.object({ intent: z.enum(["make", "revoke"]) });

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await enterShop(request, context, "settings.change");
  const posted = await readPosted(request, form);
  if (!posted.ok) return posted;
  const who = { shopId: shop.id, actor };
  return posted.value.intent === "make"
    ? { ok: true as const, token: await makeEventToken(context.app, who) }
    : { ok: await revokeEventToken(context.app, who), token: null };
}

export default function Events() {
  return <EventDoorPage {...useLoaderData<typeof loader>()} />;
}
