import { Badge, type BadgeProps } from "@shopify/polaris";
import type { ConsentState } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import { statusText } from "#text/statuses.ts";

export type TextsNow = ConsentState | "suppressed" | "erased";

const tones: Record<TextsNow, BadgeProps["tone"]> = {
  subscribed: "success",
  pending: "attention",
  not_subscribed: undefined,
  unsubscribed: "critical",
  suppressed: "critical",
  erased: undefined,
};
export const consentLabels: Record<TextsNow, string> = {
  ...statusText.consent,
  suppressed: text.customers.suppressed,
  erased: text.customers.erased,
};

export const ConsentBadge = ({ state }: { state: TextsNow }) => (
  <Badge tone={tones[state]}>{consentLabels[state]}</Badge>
);
