import { BlockStack, Box, Button, Card, Divider, Icon, InlineStack, Text, type IconProps } from "@shopify/polaris";
import { AlertDiamondIcon, AlertTriangleIcon, InfoIcon } from "@shopify/polaris-icons";
import { Fragment, useState } from "react";
import { urgencyOf, type Alert, type Urgency } from "#core/analytics/alerts.ts";
import { text } from "#text/en.ts";

const words = text.home.alerts;

/** More alerts would push the figures off the screen. */
const SHOWN = 3;

const looks: Record<Urgency, { icon: IconProps["source"]; tone: IconProps["tone"] }> = {
  critical: { icon: AlertDiamondIcon, tone: "critical" },
  warning: { icon: AlertTriangleIcon, tone: "caution" },
  info: { icon: InfoIcon, tone: "info" },
};

/**
 * Alerts, each with its remedy; nothing without alerts.
 * @param alerts the most urgent first
 */
export function AlertsCard({ alerts }: { alerts: readonly Alert[] }) {
  const [all, setAll] = useState(false);
  if (alerts.length === 0) return null;
  const rest = alerts.length - SHOWN;
  const shown = all ? alerts : alerts.slice(0, SHOWN);
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200">
        <Text as="h2" variant="headingMd">
          {words.title}
        </Text>
      </Box>
      <ul style={{ listStyle: "none", margin: 0, padding: 0 }}>
        {shown.map((alert, at) => (
          <Fragment key={alert.kind}>
            {at > 0 && <Divider />}
            <AlertLine alert={alert} />
          </Fragment>
        ))}
      </ul>
      {rest > 0 && (
        <>
          <Divider />
          <Box padding="300" paddingInline="400">
            <Button variant="plain" disclosure={all ? "up" : "down"} ariaExpanded={all} onClick={() => setAll(!all)}>
              {all ? words.fewer : words.more(rest)}
            </Button>
          </Box>
        </>
      )}
    </Card>
  );
}

function AlertLine({ alert }: { alert: Alert }) {
  const urgency = urgencyOf(alert);
  const { title, body, action, url } = words.say(alert);
  const { icon, tone } = looks[urgency];
  return (
    <Box as="li" padding="400" background={urgency === "critical" ? "bg-surface-critical" : undefined}>
      <InlineStack gap="300" align="space-between" blockAlign="center">
        <Box maxWidth="36rem">
          <InlineStack gap="300" wrap={false} blockAlign="start">
            <Box>
              <Icon source={icon} tone={tone} accessibilityLabel={words.urgency[urgency]} />
            </Box>
            <BlockStack gap="050">
              <Text as="h3" variant="headingSm">
                {title}
              </Text>
              <Text as="p">{body}</Text>
            </BlockStack>
          </InlineStack>
        </Box>
        <Box paddingInlineStart={{ xs: "800", md: "0" }}>
          <Button url={url} variant={urgency === "critical" ? "primary" : "secondary"}>
            {action}
          </Button>
        </Box>
      </InlineStack>
    </Box>
  );
}
