import { Banner, type BannerProps } from "@shopify/polaris";
import { useState } from "react";
import type { SubscriptionStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";

const tones: Record<SubscriptionStatus, BannerProps["tone"]> = {
  active: "success",
  pending: "info",
  declined: "info",
  cancelled: "info",
  expired: "warning",
  frozen: "warning",
};

/** What the merchant decided on Shopify's approval page. */
export function SubscriptionBanner({ status }: { status: SubscriptionStatus }) {
  const [shown, setShown] = useState(true);
  if (!shown) return null;
  const { title, body } = text.topUp.returned[status];
  return (
    <Banner tone={tones[status]} title={title} onDismiss={() => setShown(false)}>
      {body}
    </Banner>
  );
}
