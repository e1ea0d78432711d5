import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { useState } from "react";
import { z } from "zod";
import { ImportDialog } from "#components/automations/ImportDialog.tsx";
import { TriggerChooser } from "#components/automations/library/TriggerChooser.tsx";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { usePermission } from "#components/page/access.tsx";
import { MAX_FILE_BYTES } from "#core/automations/file.ts";
import { triggerTypes } from "#core/triggers/index.ts";
import { importDraft } from "#services/automations/automation-file.server.ts";
import { draftFromScratch } from "#services/automations/draft-automation.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { listTriggers } from "#services/automations/read-triggers.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const words = text.library;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.scratchTitle) }];

export const clientLoader = clientLoaderThatKeeps("routes/app.automations.new");

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context);
  return { triggers: listTriggers() };
}

const schema = z.union([
  z.object({ trigger: z.enum(triggerTypes) }),
  z.object({ text: z.string().max(MAX_FILE_BYTES, "is too large") }),
]);

/** Creates a draft with the chosen trigger, or from an uploaded file. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "automations.edit");
  const posted = await readFormRequest(request, schema);
  if (!posted.ok) return posted;
  const who = { shopId: shop.id, actor };
  return "text" in posted.value
    ? importDraft(context.app, { ...who, text: posted.value.text })
    : draftFromScratch(context.app, { ...who, trigger: posted.value.trigger });
}

export default function NewAutomation() {
  const { triggers } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const mayEdit = usePermission("automations.edit");
  const [importing, setImporting] = useState(false);
  return (
    <Page
      title={words.scratchTitle}
      subtitle={words.scratchSubtitle}
      backAction={{ content: text.automations.title, url: "/app/automations" }}
      secondaryActions={mayEdit ? [{ content: words.fromFile, onAction: () => setImporting(true) }] : []}
    >
      <TriggerChooser triggers={triggers} />
      <ImportDialog
        address="/app/automations/new"
        title={words.fromFile}
        body={words.fromFileBody}
        said={words.fromFileDone}
        open={importing}
        onClose={() => setImporting(false)}
        onDone={({ automationId }) => navigate(`/app/automations/${automationId}/edit`)}
      />
    </Page>
  );
}
