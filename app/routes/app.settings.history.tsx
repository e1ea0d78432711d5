import { TIME_CURSOR } from "#core/paging.ts";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { Box, Card, InlineGrid, Page, Select } from "@shopify/polaris";
import { z } from "zod";
import { HistoryList } from "#components/team/HistoryList.tsx";
import { EmptyState } from "#components/page/EmptyState.tsx";
import { Paging } from "#components/page/Paging.tsx";
import { useBack } from "#components/browser/use-back.ts";
import { auditAreas } from "#core/team/audit-actions.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readHistory } from "#services/team/read-history.server.ts";
import { text } from "#text/en.ts";

const words = text.history;
const ADDRESS = "/app/settings/history";

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

const cursor = z.string().regex(TIME_CURSOR).optional().catch(undefined);
const query = z.object({
  actor: z.string().min(1).max(100).optional().catch(undefined),
  area: z.enum(auditAreas).optional().catch(undefined),
  show: z.literal("everything").optional().catch(undefined),
  newer: cursor,
  older: cursor,
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const { actor, area, show, ...place } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const filter = { actor, area, everything: show === "everything" };
  return { asked: { actor, area, show }, history: await readHistory(context.app, shop, filter, place) };
}

function addressOf(parameters: Record<string, string | undefined>): string {
  const given = new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  return given.size > 0 ? `${ADDRESS}?${given.toString()}` : ADDRESS;
}

export default function History() {
  const { asked, history } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const back = useBack("/app/settings", text.settings.title);
  const narrow = (change: Partial<typeof asked>) => navigate(addressOf({ ...asked, ...change }), { replace: true });
  const isNarrowed = Boolean(asked.actor ?? asked.area);
  return (
    <Page title={words.title} subtitle={words.about} backAction={back}>
      <Card padding="0">
        <Box padding="400">
          <InlineGrid columns={{ xs: 1, sm: 3 }} gap="300">
            <Select
              label={words.who}
              value={asked.actor ?? ""}
              options={[
                { label: words.anybody, value: "" },
                ...history.actors.map(({ actor, name }) => ({ label: name, value: actor })),
              ]}
              onChange={(actor) => narrow({ actor: actor || undefined })}
            />
            <Select
              label={words.what}
              value={asked.area ?? ""}
              options={[
                { label: words.anything, value: "" },
                ...auditAreas.map((area) => ({ label: words.areas[area], value: area })),
              ]}
              onChange={(area) => narrow({ area: auditAreas.find((one) => one === area) })}
            />
            <Select
              label={words.show}
              value={asked.show ?? ""}
              options={[
                { label: words.withoutRoutine, value: "" },
                { label: words.everything, value: "everything" },
              ]}
              onChange={(show) => narrow({ show: show === "everything" ? show : undefined })}
            />
          </InlineGrid>
        </Box>
        {history.rows.length > 0 && <HistoryList changes={history.rows} />}
        {history.rows.length === 0 &&
          (isNarrowed ? (
            <EmptyState title={words.noMatchTitle} action={{ content: words.clear, url: ADDRESS }}>
              {words.noMatchBody}
            </EmptyState>
          ) : (
            <Nothing isAll={asked.show === "everything"} />
          ))}
        <Paging
          newer={history.newer && addressOf({ ...asked, newer: history.newer })}
          older={history.older && addressOf({ ...asked, older: history.older })}
        />
      </Card>
    </Page>
  );
}

/** The whole history is empty, or it holds routine changes at most. */
const Nothing = ({ isAll }: { isAll: boolean }) => (
  <EmptyState
    title={isAll ? words.emptyTitle : words.onlyRoutineTitle}
    {...(!isAll && { action: { content: words.showEverything, url: addressOf({ show: "everything" }) } })}
  >
    {isAll ? words.emptyBody : words.onlyRoutineBody}
  </EmptyState>
);
