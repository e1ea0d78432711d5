import { BlockStack, Card, ChoiceList, Page, Select, SkeletonBodyText, TextField } from "@shopify/polaris";
import { useFetcher, useNavigate } from "@remix-run/react";
import { lazy, Suspense, useEffect, useState } from "react";
import type { SuggestedKind } from "#core/automations/fields.ts";
import type { Condition } from "#core/conditions/index.ts";
import { problemsBelow } from "#core/problem.ts";
import { segmentKinds, type SegmentKind } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import { useAction, type ActionResponse } from "../browser/use-action.ts";
import { useHydrated } from "../browser/use-hydrated.ts";
import { usePermission } from "../page/access.tsx";
import { segmentAddress } from "./address.ts";

const words = text.segments;
// A chunk of its own: the builder and the lists of countries and languages are heavy, and other kinds need neither.
const SegmentConditions = lazy(() =>
  import("./SegmentConditions.tsx").then((module) => ({ default: module.SegmentConditions })),
);

interface SegmentEditorProps {
  /** Its id is "" for a new one. */
  segment: { id: string; name: string; kind: SegmentKind; conditions: Condition | null };
  others: readonly { id: string; name: string }[];
  currency: string;
  suggestions: Readonly<Record<SuggestedKind, readonly string[]>>;
}

/** The form of a segment: its name, its kind, and its conditions with the customers that they hold now. */
export function SegmentEditor({ segment, others, currency, suggestions }: SegmentEditorProps) {
  const hydrated = useHydrated();
  const isNew = segment.id === "";
  const navigate = useNavigate();
  const may = usePermission("customers.manage");
  const [name, setName] = useState(segment.name);
  const [kind, setKind] = useState(segment.kind);
  const [conditions, setConditions] = useState<Condition | undefined>(segment.conditions ?? undefined);
  const [shopifyId, setShopifyId] = useState("");
  const { act, busy, answer } = useAction<ActionResponse & { id: string }>({
    said: words.saved,
    onDone: ({ id }) => navigate(segmentAddress(id)),
  });
  const problems = answer?.ok === false ? (answer.problems ?? []) : [];
  const form = { kind, name, ...(kind === "conditions" && { conditions }), ...(kind === "shopify" && { shopifyId }) };
  const problemAt = (place: string) => problemsBelow(problems, place)[0]?.message;
  const conditionProblems = problemsBelow(problems, "conditions");
  return (
    <Page
      title={isNew ? words.newTitle : words.editTitle}
      backAction={{ content: words.title, url: isNew ? "/app/segments" : segmentAddress(segment.id) }}
      {...(may && { primaryAction: { content: words.save, loading: busy, onAction: () => act(form) } })}
    >
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="400">
            <TextField
              label={words.name}
              value={name}
              onChange={setName}
              autoComplete="off"
              maxLength={100}
              helpText={words.nameHelp}
              error={problemAt("name")}
            />
            {isNew && (
              <ChoiceList
                title={words.kind}
                choices={segmentKinds.map((value) => ({
                  value,
                  label: words.kinds[value],
                  helpText: words.kindHelp[value],
                }))}
                selected={[kind]}
                onChange={([chosen]) => setKind(segmentKinds.find((one) => one === chosen) ?? "conditions")}
              />
            )}
            {kind === "shopify" && isNew && (
              <ShopifyChoice
                value={shopifyId}
                error={problemAt("shopifyId")}
                onChoose={(chosen) => {
                  setShopifyId(chosen.id);
                  if (name === "") setName(chosen.name);
                }}
              />
            )}
          </BlockStack>
        </Card>
        {kind === "conditions" && (
          <Card>
            {hydrated ? (
              <Suspense fallback={<SkeletonBodyText lines={6} />}>
                <SegmentConditions
                  value={conditions}
                  others={others}
                  problems={conditionProblems}
                  currency={currency}
                  suggestions={suggestions}
                  onChange={setConditions}
                />
              </Suspense>
            ) : (
              <SkeletonBodyText lines={6} />
            )}
          </Card>
        )}
      </BlockStack>
    </Page>
  );
}

interface ShopifyChoiceProps {
  value: string;
  error: string | undefined;
  onChoose: (segment: { id: string; name: string }) => void;
}

/** Chooses one of the shop's segments in Shopify, which it asks for when it is shown. */
function ShopifyChoice({ value, error, onChoose }: ShopifyChoiceProps) {
  const { load, data } = useFetcher<{ segments: { id: string; name: string }[] }>();
  useEffect(() => load("/app/segments/shopify"), [load]);
  const segments = data?.segments ?? [];
  return (
    <Select
      label={words.shopifySegment}
      value={value}
      disabled={segments.length === 0}
      helpText={!data ? words.shopifyLoading : segments.length === 0 ? words.shopifyNone : undefined}
      error={error}
      options={[{ value: "", label: words.choose }, ...segments.map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={(chosen) => onChoose(segments.find(({ id }) => id === chosen) ?? { id: "", name: "" })}
    />
  );
}
