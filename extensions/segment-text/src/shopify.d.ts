import type { Api as ActionApi } from "@shopify/ui-extensions/admin.customer-segment-details.action.render";
import type { Api as ShouldRenderApi } from "@shopify/ui-extensions/admin.customer-segment-details.action.should-render";

// What Shopify hands to each module of the extension.
declare module "./SegmentAction.tsx" {
  const shopify: ActionApi;
}
declare module "./shouldRender.ts" {
  const shopify: ShouldRenderApi;
}
