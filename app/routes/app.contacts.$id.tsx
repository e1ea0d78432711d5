import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, type ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { z } from "zod";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { useLive } from "#components/browser/use-live.ts";
import { ImportView } from "#components/customers/import/ImportView.tsx";
import { useWhileRunning } from "#components/simulation/use-while-running.ts";
import {
  discardImport,
  planCheck,
  planImport,
  planUndo,
  startWork,
} from "#services/customers/change-contact-import.server.ts";
import { signLeftRows } from "#services/customers/left-rows-file.server.ts";
import { readContactImport } from "#services/customers/read-contact-imports.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: text.pageTitle(data?.list.fileName ?? text.contacts.title) },
];

/** A discarded list has no page to read again. */
export const shouldRevalidate = ({ actionResult, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) =>
  !(actionResult as { discarded?: boolean } | undefined)?.discarded && defaultShouldRevalidate;

export const clientLoader = clientLoaderThatKeeps("routes/app.contacts.$id");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const list = await readContactImport(context.app, shop, params.id ?? "");
  if (!list) throw new Response(null, { status: 404 });
  return { list };
}

const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("check"), plan: z.unknown() }),
  z.object({ intent: z.literal("import"), plan: z.unknown() }),
  z.object({ intent: z.enum(["undo", "discard", "resume", "rows"]) }),
]);

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor, staff } = await requireStaff(request, context, "contacts.import");
  const posted = await readFormRequest(request, form);
  if (!posted.ok) return posted;
  const importId = z.uuid().safeParse(params.id).data;
  if (importId === undefined) throw new Response(null, { status: 404 });
  const target = { shopId: shop.id, importId, actor };
  const { value } = posted;
  if (value.intent === "rows") return signLeftRows(context.app, { shopId: shop.id, userId: staff.userId, importId });
  if (value.intent === "discard") {
    const discarded = await discardImport(context.app, target);
    return discarded.ok ? { ...discarded, discarded: true } : discarded;
  }
  const planned =
    value.intent === "check"
      ? await planCheck(context.app, target, value.plan)
      : value.intent === "import"
        ? await planImport(context.app, target, value.plan, staff.name)
        : value.intent === "undo"
          ? await planUndo(context.app, target)
          : { ok: true as const };
  return planned.ok ? startWork(context.app, target) : planned;
}

const WORKING = new Set(["reading", "checking", "importing", "undoing"]);

export default function ContactImport() {
  const { list } = useLoaderData<typeof loader>();
  useLive("runs", "team");
  useWhileRunning(WORKING.has(list.status));
  return <ImportView key={list.id} list={list} />;
}
