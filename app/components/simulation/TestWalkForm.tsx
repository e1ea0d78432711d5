import { BlockStack, Card, ChoiceList, InlineGrid, Select, Text, TextField } from "@shopify/polaris";
import { text } from "#text/en.ts";

export interface TestWalkRequest {
  event: string;
  at: string;
  which: "draft" | "version";
}

interface WalkFormProps {
  wish: TestWalkRequest;
  events: readonly { id: string; label: string }[];
  /** The draft is something else than what runs. */
  choice: boolean;
  /** IANA, of the shop. */
  timezone: string;
  onChange: (wish: TestWalkRequest) => void;
}

const words = text.trial;

/** Who is walked through, and when; each change is shown at once. */
export function TestWalkForm({ wish, events, choice, timezone, onChange }: WalkFormProps) {
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
            value={wish.event}
            onChange={(event) => onChange({ ...wish, event })}
          />
          <TextField
            label={words.walkMoment}
            type="datetime-local"
            autoComplete="off"
            value={wish.at}
            onChange={(at) => onChange({ ...wish, at })}
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
            selected={[wish.which]}
            onChange={([which]) => onChange({ ...wish, which: which === "version" ? "version" : "draft" })}
          />
        )}
      </BlockStack>
    </Card>
  );
}
