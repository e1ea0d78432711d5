import { TIME_CURSOR } from "#core/paging.ts";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { Banner, BlockStack, Layout, Page } from "@shopify/polaris";
import { useState } from "react";
import { z } from "zod";
import { customerAddress, type TimelineAddressQuery } from "#components/customers/address.ts";
import { ConsentCard } from "#components/customers/ConsentCard.tsx";
import { EvidenceModal } from "#components/customers/EvidenceModal.tsx";
import { FactsCard } from "#components/customers/FactsCard.tsx";
import { CustomerSequencesCard } from "#components/customers/CustomerSequencesCard.tsx";
import { SendText } from "#components/customers/SendText.tsx";
import { StartAutomation } from "#components/automations/StartAutomation.tsx";
import { TimelineCard } from "#components/customers/TimelineCard.tsx";
import { WhyNotCard } from "#components/customers/WhyNotCard.tsx";
import { SettleReply } from "#components/inbox/ResolveReply.tsx";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { useLive } from "#components/browser/use-live.ts";
import { usePermission } from "#components/page/access.tsx";
import { useBack } from "#components/browser/use-back.ts";
import type { Permission } from "#core/team/permissions.ts";
import { timelineKinds } from "#core/customers/timeline.ts";
import { prepareEvidence } from "#services/consent/consent-evidence.server.ts";
import { readCustomer } from "#services/customers/read-customer.server.ts";
import { readTimeline } from "#services/customers/read-timeline.server.ts";
import { suppressCustomer, unsuppressCustomer } from "#services/consent/suppress.server.ts";
import { readStartable } from "#services/automations/start-manually.server.ts";
import { sendTextToCustomer } from "#services/inbox/send-reply.server.ts";
import { whyNot } from "#services/customers/why-not.server.ts";
import { recordAccessBeside } from "#services/team/record-access.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";
import { within } from "#text/sentence.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const words = text.customers;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

const query = z.object({
  kind: z.enum(timelineKinds).optional().catch(undefined),
  routine: z.literal("show").optional().catch(undefined),
  newer: z.string().regex(TIME_CURSOR).optional().catch(undefined),
  older: z.string().regex(TIME_CURSOR).optional().catch(undefined),
});

export const clientLoader = clientLoaderThatKeeps("routes/app.customers.$id");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context);
  const id = z.uuid().safeParse(params.id);
  const customer = id.success ? await readCustomer(context.app, shop, id.data) : null;
  if (!customer) throw new Response(null, { status: 404 });
  recordAccessBeside(context.app, { shopId: shop.id, actor, what: "customer", customerId: customer.id });
  const filter = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { routine, ...place } = filter;
  const [timeline, why, startable] = await Promise.all([
    readTimeline(context.app, shop, customer.id, { ...place, routine: routine === "show" }),
    whyNot(context.app, shop, customer.id),
    readStartable(context.app, shop.id),
  ]);
  return { filter, customer, timeline, why, startable };
}

const reason = z.string().trim().min(1, text.customers.suppression.whyMissing).max(300);
const posted = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("suppress"), why: reason }),
  z.object({ intent: z.literal("unsuppress"), why: reason }),
  z.object({ intent: z.literal("evidence") }),
  z.object({ intent: z.literal("text"), body: z.string().max(10_000), key: z.uuid() }),
]);
const needs: Record<z.infer<typeof posted>["intent"], Permission> = {
  suppress: "customers.manage",
  unsuppress: "customers.manage",
  evidence: "data.export",
  text: "messages.reply",
};

export async function action({ request, context, params }: ActionFunctionArgs) {
  const form = await readFormRequest(request, posted);
  const { shop, actor, staff } = await requireStaff(
    request,
    context,
    form.ok ? needs[form.value.intent] : "customers.manage",
  );
  if (!form.ok) return form;
  const customerId = z.uuid().catch("").parse(params.id);
  if (!customerId) throw new Response(null, { status: 404 });
  const { value } = form;
  const { app } = context;
  switch (value.intent) {
    case "suppress":
      return suppressCustomer(app, { shopId: shop.id, actor, customerId, reason: value.why });
    case "unsuppress":
      return unsuppressCustomer(app, { shopId: shop.id, actor, customerId, reason: value.why });
    case "evidence":
      return prepareEvidence(app, shop, { customerId, userId: staff.userId, name: staff.name });
    case "text":
      return sendTextToCustomer(app, shop, { customerId, actor, body: value.body, key: value.key });
  }
}

export default function Customer() {
  const { filter, customer, timeline, why, startable } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const back = useBack("/app/customers", words.title);
  const mayExport = usePermission("data.export");
  const mayStart = usePermission("sequences.steer");
  const mayText = usePermission("messages.reply");
  const [open, setOpen] = useState<"evidence" | "start" | "text" | null>(null);
  const close = () => setOpen(null);
  useLive("activity", "inbox");
  const { id, held, erased } = customer;
  const { kind, routine } = filter;
  const show = (next: TimelineAddressQuery) =>
    navigate(customerAddress(id, next), { replace: true, preventScrollReset: true });
  const beyond = (page: { newer?: string; older?: string }) => customerAddress(id, { kind, routine, ...page });
  const who = customer.name ?? customer.phone ?? words.noName;
  const canText = mayText && customer.phone !== null && !erased;
  return (
    <Page
      title={who}
      backAction={back}
      {...(canText && { primaryAction: { content: words.sendText.open, onAction: () => setOpen("text") } })}
      secondaryActions={[
        ...(mayStart && !erased ? [{ content: words.start.open, onAction: () => setOpen("start") }] : []),
        ...(mayExport && customer.phone ? [{ content: words.evidence.open, onAction: () => setOpen("evidence") }] : []),
      ]}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {erased && (
              <Banner tone="info" title={words.erasedTitle}>
                <p>{words.erasedBody(within(erased.shown))}</p>
              </Banner>
            )}
            {held && customer.conversationId && (
              <SettleReply
                key={held.messageId}
                messageId={held.messageId}
                words={held.words}
                action={`/app/inbox/${customer.conversationId}`}
              />
            )}
            <TimelineCard
              events={timeline.rows}
              kind={kind}
              routine={{ count: timeline.routine, shown: routine === "show" }}
              newer={timeline.newer && beyond({ newer: timeline.newer })}
              older={timeline.older && beyond({ older: timeline.older })}
              onChoose={(next) => show({ kind: next, routine })}
              onToggleRoutine={() => show({ kind, routine: routine ? undefined : "show" })}
            />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <FactsCard customer={customer} />
            <ConsentCard
              consent={customer.consent}
              emailConsent={customer.emailConsent}
              suppression={customer.suppression}
              proofs={customer.proofs}
              numbers={customer.numbers}
            />
            <CustomerSequencesCard lines={customer.inside} />
            {!erased && <WhyNotCard lines={why} />}
          </BlockStack>
        </Layout.Section>
      </Layout>
      <EvidenceModal open={open === "evidence"} onClose={close} />
      {open === "text" && <SendText who={who} price={customer.price} onClose={close} />}
      {open === "start" && <StartAutomation automations={startable} customerIds={[id]} who={who} onClose={close} />}
    </Page>
  );
}
