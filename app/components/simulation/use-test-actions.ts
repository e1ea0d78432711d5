import type { PageProps } from "@shopify/polaris";
import { useState } from "react";
import type { AutomationStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import { usePermission } from "../page/access.tsx";

interface Tried {
  id: string;
  status: AutomationStatus;
  /** The draft differs from the live version. */
  unpublished: boolean;
}

const words = text.automation;

/** The page actions of Test and Backtest: edit, switch to the other, publish. */
export function useTestActions({ id, status, unpublished }: Tried, other: "test" | "backtest") {
  const [publishing, setPublishing] = useState(false);
  const [mayEdit, mayPublish] = [usePermission("automations.edit"), usePermission("automations.publish")];
  const isArchived = status === "archived";
  const page: Pick<PageProps, "primaryAction" | "secondaryActions"> = {
    ...(mayPublish &&
      unpublished &&
      !isArchived && { primaryAction: { content: text.publish.publish, onAction: () => setPublishing(true) } }),
    secondaryActions: [
      ...(mayEdit && !isArchived ? [{ content: words.edit, url: `/app/automations/${id}/edit` }] : []),
      { content: words[other], url: `/app/automations/${id}/${other}` },
    ],
  };
  return { page, publishing, close: () => setPublishing(false) };
}
