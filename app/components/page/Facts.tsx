import { Text } from "@shopify/polaris";
import type { CSSProperties, ReactNode } from "react";

// A list of definitions may hold one element around each pair, no more: Polaris' boxes would be two.
const pair: CSSProperties = {
  display: "flex",
  flexWrap: "wrap",
  justifyContent: "space-between",
  columnGap: "var(--p-space-300)",
  paddingBlock: "var(--p-space-100)",
};

/** Names with their values, a `Fact` each. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl style={{ margin: 0 }}>{children}</dl>;
}

/** A name with its value; absent where there is no value. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === undefined) return null;
  return (
    <div style={pair}>
      <Text as="dt" tone="subdued">
        {name}
      </Text>
      <dd style={{ margin: 0, overflowWrap: "anywhere" }}>{children}</dd>
    </div>
  );
}
