import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { z } from "zod";
import { TriggerChooser } from "#components/library/TriggerChooser.tsx";
import { readKept } from "#components/live/read-kept.ts";
import { triggerTypes } from "#core/triggers/index.ts";
import { draftFromScratch } from "#services/draft-automation.server.ts";
import { enterShop } from "#services/enter-shop.server.ts";
import { listTriggers } from "#services/read-triggers.server.ts";
import { readPosted } from "#shell/http/posted.server.ts";
import { text } from "#text/en.ts";

export { askKept as clientAction } from "#components/shell/unreached.ts";

const words = text.library;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.scratchTitle) }];

export const clientLoader = readKept("routes/app.automations.new");

export async function loader({ request, context }: LoaderFunctionArgs) {
  await enterShop(request, context);
  return { triggers: listTriggers() };
}

/** Makes the first draft of an automation that starts with what was chosen. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await enterShop(request, context, "automations.edit");
  const asked = await readPosted(request, z.object({ trigger: z.enum(triggerTypes) }));
  if (!asked.ok) return asked;
  return draftFromScratch(context.app, { shopId: shop.id, actor, trigger: asked.value.trigger });
}

export default function NewAutomation() {
  const { triggers } = useLoaderData<typeof loader>();
  return (
    <Page title={words.scratchTitle} subtitle={words.scratchSubtitle} backAction={{ content: text.automations.title, url: "/app/automations" }}>
      <TriggerChooser triggers={triggers} />
    </Page>
  );
}
