import { Card, SkeletonBodyText, SkeletonDisplayText, BlockStack } from "@shopify/polaris";

/** Has the size of the workspace, so that nothing jumps. */
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
