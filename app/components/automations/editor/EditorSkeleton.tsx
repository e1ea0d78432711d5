import { Card, SkeletonBodyText, SkeletonDisplayText, BlockStack } from "@shopify/polaris";

/** Of the size of what takes its place, so that nothing jumps. */
export const Waiting = () => (
  <div className="workspace">
    <div className="workspace-flow">
      <div className="workspace-waiting" />
    </div>
    <div className="workspace-side">
      <Card>
        <BlockStack gap="200">
          <SkeletonDisplayText size="small" />
          <SkeletonBodyText lines={1} />
        </BlockStack>
      </Card>
      <Card>
        <SkeletonBodyText lines={12} />
      </Card>
    </div>
  </div>
);
