import { useFetcher } from "@remix-run/react";
import { BlockStack, Select, Text } from "@shopify/polaris";
import { useEffect, useState, type ComponentProps } from "react";
import { SendToMe } from "#components/simulation/SendToMe.tsx";
import { text } from "#text/en.ts";
import { letterOf, type PlanForm } from "./plan-form.ts";

const words = text.campaigns.trial;
const ADDRESS = "/app/campaigns/test";
/** Typing settles before the text is rendered. */
const SETTLES_MS = 400;
const languageNames = new Intl.DisplayNames(["en"], { type: "language" });

interface Rendered extends Pick<ComponentProps<typeof SendToMe>, "texts" | "tests" | "hasCredits"> {
  recipients: { id: string; label: string }[];
  testPhone: string | null;
}

/** One wording in one language, as a chosen recipient would read it, sent to the merchant's own phone. */
export function TestCard({ form }: { form: PlanForm }) {
  const { data, load } = useFetcher<Rendered>();
  const [chosen, setChosen] = useState({ wording: "0:", recipient: "" });
  const wordings = form.arms.flatMap(({ body, translations }, at) =>
    [["", body] as const, ...Object.entries(translations)].map(([locale, each]) => ({
      value: `${at}:${locale}`,
      label: words.wording(letterOf(at), locale && (languageNames.of(locale) ?? locale), form.arms.length > 1),
      body: each,
    })),
  );
  const wording = wordings.find(({ value }) => value === chosen.wording) ?? wordings[0];
  const body = wording?.body ?? "";
  const request = { body, ...(chosen.recipient && { customerId: chosen.recipient }) };
  const asked = new URLSearchParams({
    includes: form.includes.join(","),
    excludes: form.excludes.join(","),
    ...request,
  }).toString();
  useEffect(() => {
    const timer = setTimeout(() => load(`${ADDRESS}?${asked}`), SETTLES_MS);
    return () => clearTimeout(timer);
  }, [asked, load]);
  if (!data) return null;
  return (
    <SendToMe
      texts={body.trim() === "" ? [] : data.texts}
      phone={data.testPhone}
      request={request}
      action={ADDRESS}
      hasCredits={data.hasCredits}
      tests={data.tests}
    >
      <BlockStack gap="300">
        {wordings.length > 1 && (
          <Select
            label={words.which}
            options={wordings.map(({ value, label }) => ({ value, label }))}
            value={wording?.value ?? ""}
            onChange={(value) => setChosen({ ...chosen, wording: value })}
          />
        )}
        <Select
          label={words.as}
          options={[
            { value: "", label: text.trial.madeUp },
            ...data.recipients.map(({ id, label }) => ({ value: id, label })),
          ]}
          value={chosen.recipient}
          onChange={(recipient) => setChosen({ ...chosen, recipient })}
        />
        {body.trim() === "" && (
          <Text as="p" tone="subdued">
            {words.unwritten}
          </Text>
        )}
      </BlockStack>
    </SendToMe>
  );
}
