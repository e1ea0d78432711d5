import { Banner, BlockStack, Card, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import { Fact, Facts } from "#components/page/Facts.tsx";
import { text } from "#text/en.ts";
import { planOfForm, type PlanForm } from "./plan-form.ts";

const words = text.campaigns.forecast;
/** Typing settles before the forecast is asked for. */
const SETTLES_MS = 400;

interface Forecast {
  customers: number;
  sendable: number;
  heldOut: number;
  left: { reason: string; count: number }[];
  credits: number;
  balance: number;
  minutes: number;
}

/** Who can be texted, what it costs and how long it takes, before anything is scheduled. */
export function ForecastCard({ form, bare = false }: { form: PlanForm; bare?: boolean }) {
  const { data, load } = useFetcher<Forecast>();
  const { arms, holdout, perHour } = planOfForm(form);
  const asked = new URLSearchParams({
    includes: form.includes.join(","),
    excludes: form.excludes.join(","),
    holdout: String(holdout ?? 0),
    perHour: String(perHour ?? ""),
    texts: JSON.stringify(
      arms.flatMap(({ body, translations = {}, picture }) => [
        { body, isMms: Boolean(picture) },
        ...Object.entries(translations).map(([language, translated]) => ({
          language,
          body: translated,
          isMms: Boolean(picture),
        })),
      ]),
    ),
  }).toString();
  useEffect(() => {
    const timer = setTimeout(() => load(`/app/campaigns/forecast?${asked}`), SETTLES_MS);
    return () => clearTimeout(timer);
  }, [asked, load]);
  const content = (
    <BlockStack gap="300">
      {!bare && (
        <Text as="h2" variant="headingMd">
          {words.title}
        </Text>
      )}
      {form.includes.length === 0 || !data ? (
        <Text as="p" tone="subdued">
          {words.none}
        </Text>
      ) : (
        <>
          <Text as="p">
            {words.sendable(data.sendable)} {words.of(data.customers)}
          </Text>
          {form.discount && form.discount.kind !== "existing_code" && data.sendable > data.heldOut && (
            <Text as="p">{words.codes(data.sendable - data.heldOut)}</Text>
          )}
          {data.heldOut > 0 && <Text as="p">{words.heldOut(data.heldOut)}</Text>}
          <Facts>
            <Fact name={words.credits}>{words.creditCount(data.credits)}</Fact>
            <Fact name={words.balance}>{words.creditCount(data.balance)}</Fact>
            <Fact name={words.duration}>{words.minutes(data.minutes)}</Fact>
          </Facts>
          {data.credits > data.balance && <Banner tone="warning">{words.tooFew}</Banner>}
          {data.left.length > 0 && (
            <BlockStack gap="100">
              <Text as="h3" variant="headingSm">
                {words.left}
              </Text>
              <Facts>
                {data.left.map(({ reason, count }) => (
                  <Fact key={reason} name={text.campaigns.reason(reason)}>
                    {count}
                  </Fact>
                ))}
              </Facts>
            </BlockStack>
          )}
        </>
      )}
    </BlockStack>
  );
  return bare ? content : <Card roundedAbove="sm">{content}</Card>;
}
