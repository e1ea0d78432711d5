import { IndexTable } from "@shopify/polaris";
import type { ReactNode } from "react";

/**
 * A row on a narrow screen. Polaris's own narrow tables let nobody choose a row: where rows are chosen, the table
 * stays a wide one with a single column.
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
 * Of a table with such rows: a row looks for its link only when it is first drawn, and would follow the one that went
 * with the other layout.
 */
export const layoutKey = (narrow: boolean): string => (narrow ? "narrow" : "wide");
