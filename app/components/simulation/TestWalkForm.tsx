import { BlockStack, Card, ChoiceList, InlineGrid, Select, Text, TextField } from "@shopify/polaris";
import { text } from "#text/en.ts";

export interface TestWalkRequest {
  event: string;
  at: string;
  which: "draft" | "version";
  /** The chosen outcomes, by step id. */
  outcomes: Readonly<Record<string, string>>;
}

interface TestWalkFormProps {
  request: TestWalkRequest;
  events: readonly { id: string; label: string }[];
  /** The draft differs from the live version. */
  choice: boolean;
  /** The shop's IANA time zone. */
  timezone: string;
  onChange: (request: TestWalkRequest) => void;
}

const words = text.trial;

/** Customer, start time and version of a test walk; changes apply at once. */
export function TestWalkForm({ request, events, choice, timezone, onChange }: TestWalkFormProps) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.walkTitle}
          </Text>
          <Text as="p" tone="subdued">
            {words.walkBody}
          </Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
          <Select
            label={words.walkEvent}
            options={events.map(({ id, label }) => ({ value: id, label }))}
            value={request.event}
            onChange={(event) => onChange({ ...request, event })}
          />
          <TextField
            label={words.walkMoment}
            type="datetime-local"
            autoComplete="off"
            value={request.at}
            onChange={(at) => onChange({ ...request, at })}
            helpText={words.walkMomentHelp(timezone)}
          />
        </InlineGrid>
        {choice && (
          <ChoiceList
            title={words.walkWhich}
            choices={[
              { value: "draft", label: words.whichDraft },
              { value: "version", label: words.whichVersion },
            ]}
            selected={[request.which]}
            onChange={([which]) => onChange({ ...request, which: which === "version" ? "version" : "draft" })}
          />
        )}
      </BlockStack>
    </Card>
  );
}
