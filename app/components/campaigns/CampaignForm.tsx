import {
  Banner,
  BlockStack,
  Button,
  Card,
  InlineStack,
  Layout,
  Page,
  SkeletonBodyText,
  TextField,
} from "@shopify/polaris";
import { useNavigate } from "@remix-run/react";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { discountOutputs } from "#core/actions/outputs.ts";
import { useAction, type ActionResponse } from "#components/browser/use-action.ts";
import { useHydrated } from "#components/browser/use-hydrated.ts";
import { usePermission } from "#components/page/access.tsx";
import { Confirm } from "#components/page/Confirm.tsx";
import { ReadOnlyBanner } from "#components/page/ReadOnlyBanner.tsx";
import { SaveBar } from "#components/page/SaveBar.tsx";
import { text } from "#text/en.ts";
import { AudienceCard } from "./AudienceCard.tsx";
import { ForecastCard } from "./ForecastCard.tsx";
import { LimitsCard } from "./LimitsCard.tsx";
import { planOfForm, type PlanForm } from "./plan-form.ts";
import { TimeCard } from "./TimeCard.tsx";
import type { WritingAids } from "./WordingCard.tsx";

const words = text.campaigns;
const MAX_WORDINGS = 5;
/** Fetched after the page: the editor of a message is as large as the rest. */
const WordingCard = lazy(async () => ({ default: (await import("./WordingCard.tsx")).WordingCard }));
const DiscountCard = lazy(async () => ({ default: (await import("./DiscountCard.tsx")).DiscountCard }));
const TestCard = lazy(async () => ({ default: (await import("./TestCard.tsx")).TestCard }));

interface CampaignFormProps extends WritingAids {
  /** Null for a new campaign. */
  campaignId: string | null;
  form: PlanForm;
  segments: readonly { id: string; name: string; members: number }[];
  /** The shop's, ISO 4217. */
  currency: string;
  /** What the page says before the form. */
  notice?: ReactNode;
}

type Answer = ActionResponse & { campaignId?: string; status?: string };

/** The form of a draft: who gets it, what it says, when, and within what limits. */
export function CampaignForm({ campaignId, form: stored, segments, currency, notice, ...aids }: CampaignFormProps) {
  const navigate = useNavigate();
  const mayEdit = usePermission("automations.edit");
  const mayPublish = usePermission("automations.publish");
  const [form, setForm] = useState(stored);
  const hydrated = useHydrated();
  /** The dialog is open since this answer. */
  const [asking, setAsking] = useState<{ since: Answer | undefined } | null>(null);
  const change = (some: Partial<PlanForm>) => setForm((before) => ({ ...before, ...some }));
  const saving = useAction<Answer>({
    said: ({ status }) =>
      status === "scheduled" ? (form.when.kind === "now" ? words.started : words.scheduled) : words.saved,
    onDone: ({ campaignId: saved, status }) => {
      setAsking(null);
      if (saved)
        navigate(status === "scheduled" ? `/app/campaigns/${saved}` : `/app/campaigns/${saved}/edit`, {
          replace: true,
        });
    },
  });
  const { answer } = saving;
  // A refusal stands at its field, which the dialog would cover.
  const isRefused = answer?.ok === false && answer !== asking?.since;
  const send = (intent: "save" | "schedule") =>
    saving.act({ intent, plan: planOfForm(form), includes: form.includes, excludes: form.excludes });
  const { problemAt } = saving;
  const offered = form.discount ? [...aids.offered, ...discountOutputs] : aids.offered;
  const general = problemAt("") ?? problemAt("segments") ?? problemAt("arms");
  const deed = form.when.kind === "now" ? words.sendNow : words.schedule;
  const setArm = (at: number, some: Partial<PlanForm["arms"][number]>) =>
    change({ arms: form.arms.map((arm, index) => (index === at ? { ...arm, ...some } : arm)) });
  const addArm = () => {
    const id = ["a", "b", "c", "d", "e"].find((each) => !form.arms.some((arm) => arm.id === each));
    if (id) change({ arms: [...form.arms, { id, body: form.arms[0]?.body ?? "", share: "50", translations: {} }] });
  };
  const coming = (
    <Card roundedAbove="sm">
      <SkeletonBodyText lines={20} />
    </Card>
  );
  return (
    <Page
      title={campaignId ? words.editTitle : words.newTitle}
      backAction={{ content: words.title, url: campaignId ? `/app/campaigns/${campaignId}` : "/app/campaigns" }}
      {...(mayPublish && {
        primaryAction: { content: deed, disabled: saving.busy, onAction: () => setAsking({ since: saving.answer }) },
      })}
    >
      <SaveBar
        dirty={mayEdit && JSON.stringify(form) !== JSON.stringify(stored)}
        saving={saving.busy}
        onSave={() => send("save")}
        onDiscard={() => setForm(stored)}
      />
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <ReadOnlyBanner without="automations.edit" />
            {notice}
            {general && <Banner tone="critical">{general}</Banner>}
            <Card roundedAbove="sm">
              <TextField
                label={words.form.name}
                value={form.name}
                helpText={words.form.nameHelp}
                error={problemAt("name")}
                maxLength={100}
                autoComplete="off"
                onChange={(name) => change({ name })}
              />
            </Card>
            <AudienceCard
              segments={segments}
              includes={form.includes}
              excludes={form.excludes}
              problem={problemAt("includes")}
              onChange={change}
            />
            {hydrated ? (
              <Suspense fallback={coming}>
                {form.arms.map((arm, at) => (
                  <WordingCard
                    key={arm.id}
                    {...aids}
                    offered={offered}
                    arm={arm}
                    at={at}
                    alone={form.arms.length === 1}
                    problemAt={problemAt}
                    onChange={(some) => setArm(at, some)}
                    onRemove={() => change({ arms: form.arms.filter((_arm, index) => index !== at) })}
                  />
                ))}
              </Suspense>
            ) : (
              coming
            )}
            {form.arms.length < MAX_WORDINGS && (
              <InlineStack>
                <Button onClick={addArm}>{words.form.addWording}</Button>
              </InlineStack>
            )}
            {hydrated && (
              <Suspense fallback={null}>
                <DiscountCard
                  discount={form.discount}
                  problems={(answer?.ok === false && answer.problems) || []}
                  around={{ ...aids, currency }}
                  onChange={(discount) => change({ discount })}
                />
              </Suspense>
            )}
            <TimeCard when={form.when} problem={problemAt("when.at")} onChange={(when) => change({ when })} />
            <LimitsCard form={form} problemAt={problemAt} onChange={change} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <ForecastCard form={form} />
            {hydrated && (
              <Suspense fallback={null}>
                <TestCard form={form} />
              </Suspense>
            )}
          </BlockStack>
        </Layout.Section>
      </Layout>
      <Confirm
        open={asking !== null && !isRefused}
        title={words.scheduleTitle(form.name)}
        action={deed}
        busy={saving.busy}
        onConfirm={() => send("schedule")}
        onClose={() => setAsking(null)}
      >
        <ForecastCard form={form} bare />
      </Confirm>
    </Page>
  );
}
