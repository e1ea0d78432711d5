import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, type ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { z } from "zod";
import { EditorPage } from "#components/automations/editor/EditorPage.tsx";
import { Unreadable } from "#components/automations/editor/Unreadable.tsx";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { saveDraftFromEditor } from "#services/automations/save-draft.server.ts";
import { readEditor } from "#services/automations/read-editor.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: text.pageTitle(data?.name ?? text.editor.title) },
];

export const clientLoader = clientLoaderThatKeeps("routes/app.automations.$id_.edit");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const id = z.uuid().safeParse(params.id);
  const view = id.success ? await readEditor(context.app, shop, id.data) : null;
  if (!view) throw new Response(null, { status: 404 });
  return view;
}

/** The draft to save, and the draft it is based on; null overwrites the stored draft. */
const posted = z.object({ document: z.unknown(), basedOn: z.string().nullable() });

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "automations.edit");
  const form = await readFormRequest(request, posted);
  return form.ok
    ? saveDraftFromEditor(context.app, shop, { ...form.value, actor, automationId: params.id ?? "" })
    : form;
}

/** A refused save changes no data. */
export const shouldRevalidate = ({ actionResult, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) =>
  (actionResult as { ok?: boolean } | undefined)?.ok === false ? false : defaultShouldRevalidate;

export default function Editor() {
  const view = useLoaderData<typeof loader>();
  const { draft } = view;
  return draft ? (
    <EditorPage key={view.id} {...view} draft={draft} samplesOf={draft.trigger.type} />
  ) : (
    <Unreadable id={view.id} name={view.name} />
  );
}
