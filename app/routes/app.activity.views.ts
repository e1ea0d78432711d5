import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { filtersOf } from "#components/activity/address.ts";
import { activityQuery } from "#components/activity/query.ts";
import { readPosted } from "#shell/http/posted.server.ts";
import { enterShop } from "#services/enter-shop.server.ts";
import { deleteSavedView, renameSavedView, saveView } from "#services/saved-views.server.ts";

const name = z.string().max(200);
const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("save"), name, query: z.string().max(2_000) }),
  z.object({ intent: z.literal("rename"), id: z.uuid(), name }),
  z.object({ intent: z.literal("delete"), id: z.uuid() }),
]);

/** Nothing to see here: who reloads it is sent to the log. */
export const loader = () => redirect("/app/activity");

/** Keeps, names and deletes the log's views. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await enterShop(request, context, "sequences.steer");
  const posted = await readPosted(request, form);
  if (!posted.ok) return posted;
  const asked = posted.value;
  const views = { shopId: shop.id, page: "activity", actor };
  switch (asked.intent) {
    case "save":
      return saveView(context.app, views, { name: asked.name, query: filtersOf(activityQuery.parse(Object.fromEntries(new URLSearchParams(asked.query)))) });
    case "rename":
      return renameSavedView(context.app, views, asked);
    case "delete":
      return deleteSavedView(context.app, views, asked);
  }
}
