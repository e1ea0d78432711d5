import { Text } from "@shopify/polaris";
import type { CSSProperties, ReactNode } from "react";

// A `dl` allows one wrapper per pair: nested Polaris boxes would be two.
const pair: CSSProperties = {
  display: "flex",
  flexWrap: "wrap",
  justifyContent: "space-between",
  columnGap: "var(--p-space-300)",
  paddingBlock: "var(--p-space-100)",
};

/** A description list of `Fact`s. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl style={{ margin: 0 }}>{children}</dl>;
}

/** A name and its value; nothing without a value. */
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
