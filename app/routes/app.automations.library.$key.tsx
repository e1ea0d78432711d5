import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Card, Layout, Page, Text } from "@shopify/polaris";
import { EitherCard } from "#components/automations/library/EitherCard.tsx";
import { StoryFacts } from "#components/automations/library/StoryFacts.tsx";
import { StoryFlow } from "#components/automations/library/StoryFlow.tsx";
import { TakenBadge } from "#components/automations/library/TakenBadge.tsx";
import { useAddFromLibrary } from "#components/automations/library/use-add-from-library.ts";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { usePermission } from "#components/page/access.tsx";
import { ReadOnlyBanner } from "#components/page/ReadOnlyBanner.tsx";
import { draftFromLibrary } from "#services/automations/draft-automation.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readStory } from "#services/automations/read-story.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const words = text.library;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: text.pageTitle(data?.name ?? words.title) }];

export const clientLoader = clientLoaderThatKeeps("routes/app.automations.library.$key");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const story = await readStory(context.app, shop, params.key ?? "");
  if (!story) throw new Response(null, { status: 404 });
  return story;
}

/** Creates a draft from the template. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "automations.edit");
  return draftFromLibrary(context.app, { shopId: shop.id, actor, libraryKey: params.key ?? "" });
}

export default function LibraryStory() {
  const story = useLoaderData<typeof loader>();
  const { use, turnOn, busy } = useAddFromLibrary(story);
  const mayEdit = usePermission("automations.edit");
  const mayPublish = usePermission("automations.publish");
  const own = story.taken && story.taken.status !== "archived" ? story.taken : null;
  const clashing = story.either.filter(({ taken }) => taken?.status === "active");
  return (
    <Page
      title={story.name}
      titleMetadata={story.taken && <TakenBadge status={story.taken.status} />}
      backAction={{ content: words.title, url: "/app/automations/library" }}
      primaryAction={
        own
          ? { content: words.openOwn, url: `/app/automations/${own.automationId}` }
          : mayEdit
            ? { content: words.use, onAction: use, loading: busy }
            : undefined
      }
      secondaryActions={!story.taken && mayPublish ? [{ content: words.turnOn, onAction: turnOn, disabled: busy }] : []}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <ReadOnlyBanner without="automations.edit" />
            {clashing.map(({ key, name, taken }) => (
              <Banner
                key={key}
                tone="warning"
                title={words.insteadOn(name)}
                action={{ content: words.insteadSee(name), url: `/app/automations/${taken?.automationId}` }}
              >
                {words.insteadOnBody}
              </Banner>
            ))}
            <Card>
              <BlockStack gap="200">
                <Text as="h2" variant="headingMd">
                  {words.whatItDoes}
                </Text>
                <Text as="p">{story.story}</Text>
                {!own && mayEdit && (
                  <Text as="p" tone="subdued">
                    {words.draftHelp}
                  </Text>
                )}
              </BlockStack>
            </Card>
            <StoryFlow flow={story.flow} texts={story.texts} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <StoryFacts kind={story.kind} most={story.most} again={story.flow.again} />
            <EitherCard either={story.either} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
