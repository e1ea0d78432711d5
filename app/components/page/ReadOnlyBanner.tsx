import { Banner } from "@shopify/polaris";
import type { Permission } from "#core/team/permissions.ts";
import { text } from "#text/en.ts";
import { usePermission } from "./access.tsx";

/**
 * Explains a read-only page.
 * @param without the missing permission
 */
export const ReadOnlyBanner = ({ without }: { without: Permission }) =>
  usePermission(without) ? null : <Banner tone="info">{text.access.lookOnly}</Banner>;
