import { IndexTable } from "@shopify/polaris";
import type { ReactNode } from "react";

/**
 * A row on narrow screens. Polaris' condensed tables have no selection, so a selectable table stays wide with a single
 * column.
 */
export const NarrowRow = ({ chosen, children }: { chosen: boolean; children: ReactNode }) =>
  chosen ? (
    <IndexTable.Cell flush>
      <div style={{ whiteSpace: "normal", overflowWrap: "anywhere" }}>{children}</div>
    </IndexTable.Cell>
  ) : (
    children
  );

/**
 * A key for tables with such rows: Polaris caches a row's link on the first render, so a layout change must remount.
 */
export const layoutKey = (narrow: boolean): string => (narrow ? "narrow" : "wide");
