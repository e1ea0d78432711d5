import { Badge, BlockStack, Box, Button, Card, Icon, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { CheckCircleIcon } from "@shopify/polaris-icons";
import { text } from "#text/en.ts";

interface SetupGuideProps {
  setup: { credits: boolean; automationOn: boolean; textSent: boolean };
}

const words = text.home.setup;

/** The first steps of a new merchant, ticked off by what they did; gone once all are done. */
export function SetupGuide({ setup }: SetupGuideProps) {
  const steps = [
    { done: setup.credits, title: words.credits, body: words.creditsBody, action: text.home.seeCredits, url: "/app/credits" },
    { done: setup.automationOn, title: words.automation, body: words.automationBody, action: words.automationAction, url: "/app/automations" },
    { done: setup.textSent, title: words.sent, body: words.sentBody, action: words.sentAction, url: "/app/activity" },
  ];
  const done = steps.filter((step) => step.done).length;
  if (done === steps.length) return null;
  const next = steps.find((step) => !step.done);
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <InlineStack align="space-between" blockAlign="center">
            <Text as="h2" variant="headingMd">
              {words.title}
            </Text>
            <Text as="span" tone="subdued">
              {words.progress(done, steps.length)}
            </Text>
          </InlineStack>
          <ProgressBar progress={(100 * done) / steps.length} size="small" tone="success" />
        </BlockStack>
        <BlockStack as="ol" gap="300">
          {steps.map((step) => (
            <Box as="li" key={step.title}>
              <InlineStack gap="300" wrap={false} blockAlign="start">
                <Box>
                  <Icon source={step.done ? CheckCircleIcon : OpenCircle} tone={step.done ? "success" : "subdued"} />
                </Box>
                <BlockStack gap="150" inlineAlign="start">
                  <InlineStack gap="200" blockAlign="center">
                    <Text as="span" fontWeight={step.done ? "regular" : "semibold"}>
                      {step.title}
                    </Text>
                    {step.done && <Badge tone="success">{words.done}</Badge>}
                  </InlineStack>
                  {!step.done && <Text as="p">{step.body}</Text>}
                  {!step.done && (
                    <Button url={step.url} variant={step === next ? "primary" : "secondary"}>
                      {step.action}
                    </Button>
                  )}
                </BlockStack>
              </InlineStack>
            </Box>
          ))}
        </BlockStack>
      </BlockStack>
    </Card>
  );
}

function OpenCircle() {
  return (
    <svg viewBox="0 0 20 20">
      {/* On the circle itself: an Icon fills its svg whatever that says. */}
      <circle cx="10" cy="10" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="3 2.2" />
    </svg>
  );
}
