import { Banner } from "@shopify/polaris";
import type { Permission } from "#core/team/permissions.ts";
import { text } from "#text/en.ts";
import { usePermission } from "./access.tsx";

/** Says why nothing is offered to who may look alone. @param without what they would have to be allowed */
export const ReadOnlyBanner = ({ without }: { without: Permission }) =>
  usePermission(without) ? null : <Banner tone="info">{text.access.lookOnly}</Banner>;
