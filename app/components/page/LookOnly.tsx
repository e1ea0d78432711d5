import { Banner } from "@shopify/polaris";
import type { Permission } from "#core/team/permissions.ts";
import { text } from "#text/en.ts";
import { useMay } from "./access.tsx";

/** Says why nothing is offered to who may look alone. @param without what they would have to be allowed */
export const LookOnly = ({ without }: { without: Permission }) =>
  useMay(without) ? null : <Banner tone="info">{text.access.lookOnly}</Banner>;
