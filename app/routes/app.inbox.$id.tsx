import { TIME_CURSOR } from "#core/paging.ts";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useLocation } from "@remix-run/react";
import { z } from "zod";
import { ThreadPane } from "#components/inbox/ThreadPane.tsx";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { noteText } from "#core/team/staff-notes.ts";
import { recordAccessBeside } from "#services/team/record-access.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { sendReply } from "#services/inbox/send-reply.server.ts";
import {
  assignConversation,
  changeConversation,
  writeConversationNote,
} from "#services/inbox/change-conversation.server.ts";
import { readThread } from "#services/inbox/read-thread.server.ts";
import { resolveHeldConversation } from "#services/inbox/resolve-held-reply.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

/** The parameters of the conversation list are in the same address, so the thread's cursor has another name. */
const place = z.object({
  before: z.string().regex(TIME_CURSOR).optional().catch(undefined),
  after: z.string().regex(TIME_CURSOR).optional().catch(undefined),
});

export const clientLoader = clientLoaderThatKeeps("routes/app.inbox.$id");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context);
  const { before, after } = place.parse(Object.fromEntries(new URL(request.url).searchParams));
  const thread = await readThread(context.app, shop, params.id ?? "", { older: before, newer: after });
  if (!thread) throw new Response(null, { status: 404 });
  const customerId = thread.customer?.id ?? null;
  recordAccessBeside(context.app, { shopId: shop.id, actor, what: "conversation", customerId });
  return thread;
}

const posted = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("answer"), body: z.string().max(10_000), key: z.uuid() }),
  z.object({ intent: z.literal("note"), body: noteText, key: z.uuid() }),
  z.object({ intent: z.literal("change"), change: z.enum(["read", "unread", "close", "reopen"]) }),
  z.object({ intent: z.literal("assign"), userId: z.string().max(30).nullable() }),
  z.object({ intent: z.literal("settle"), messageId: z.uuid(), verdict: z.enum(["stop", "go_on"]) }),
]);

export async function action({ request, context, params }: ActionFunctionArgs) {
  const form = await readFormRequest(request, posted);
  const { shop, actor } = await requireStaff(
    request,
    context,
    form.ok && form.value.intent === "settle" ? "customers.manage" : "messages.reply",
  );
  if (!form.ok) return form;
  const conversationId = params.id ?? "";
  const target = { shopId: shop.id, actor, conversationId };
  const { value } = form;
  switch (value.intent) {
    case "answer":
      return sendReply(context.app, shop, { actor, conversationId, body: value.body, key: value.key });
    case "note":
      return writeConversationNote(context.app, { ...target, body: value.body, key: value.key });
    case "change":
      return changeConversation(context.app, { ...target, change: value.change });
    case "assign":
      return assignConversation(context.app, { ...target, userId: value.userId });
    case "settle":
      return resolveHeldConversation(context.app, {
        shopId: shop.id,
        actor,
        messageId: value.messageId,
        verdict: value.verdict,
      });
  }
}

export default function Conversation() {
  const thread = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const address = (path: string, page: Record<string, string> = {}) => {
    const query = new URLSearchParams(search);
    query.delete("before");
    query.delete("after");
    for (const [name, value] of Object.entries(page)) query.set(name, value);
    return query.size > 0 ? `${path}?${query.toString()}` : path;
  };
  const self = `/app/inbox/${thread.id}`;
  return (
    <ThreadPane
      thread={thread}
      list={address("/app/inbox")}
      self={self}
      earlier={thread.older && address(self, { before: thread.older })}
      later={thread.newer && address(self, { after: thread.newer })}
    />
  );
}
