import { IndexTable, useBreakpoints, useIndexResourceState, type IndexTableProps } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { usePermission } from "../page/access.tsx";
import { Confirm } from "../page/Confirm.tsx";
import { layoutKey, NarrowRow } from "../page/NarrowRow.tsx";
import { AutomationCells } from "./AutomationCells.tsx";
import { FailedBanner } from "./FailedBanner.tsx";
import type { AutomationListItem } from "./automation-filter.ts";
import { TagsDialog } from "./TagsDialog.tsx";
import type { BulkActionName, BulkActions } from "./use-bulk-actions.ts";

const words = text.automations;

/** The actions that ask first. */
const questions = {
  archive: { title: words.archiveTitle, body: words.archiveBody, act: words.archiveDo },
  delete: { title: words.deleteTitle, body: words.deleteBody, act: words.deleteDo },
};
type AskedAction = keyof typeof questions;
const asksFirst = (deed: BulkActionName): deed is AskedAction => Object.hasOwn(questions, deed);

/** The list of automations, with a switch and a menu per row, and bulk actions. */
export function AutomationTable({
  automations,
  tags,
  deeds,
}: {
  automations: readonly AutomationListItem[];
  /** All tags in use. */
  tags: readonly string[];
  deeds: BulkActions;
}) {
  const { smDown } = useBreakpoints();
  const mayPublish = usePermission("automations.publish");
  const mayEdit = usePermission("automations.edit");
  const choosing = mayPublish || mayEdit;
  const chosen = useIndexResourceState(automations as (AutomationListItem & { [key: string]: unknown })[]);
  const { doing, failures, forget } = deeds;
  const [asked, setAsked] = useState<{ deed: AskedAction; which: readonly AutomationListItem[] } | null>(null);
  const [tagged, setTagged] = useState<readonly AutomationListItem[]>([]);
  // The dialog keeps its words while it closes.
  const question = questions[asked?.deed ?? "archive"];

  const chosenOnes = automations.filter(({ id }) => chosen.selectedResources.includes(id));

  const perform = (deed: BulkActionName, which: readonly AutomationListItem[]) => {
    deeds.perform(deed, which);
    chosen.clearSelection();
  };
  const ask = (deed: BulkActionName, which: readonly AutomationListItem[]) => {
    if (which.length === 0) return;
    if (asksFirst(deed)) setAsked({ deed, which });
    else perform(deed, which);
  };
  const many = (deed: BulkActionName) => ({
    content: words.deeds[deed],
    onAction: () => ask(deed, chosenOnes),
  });
  // The archived view holds archived automations only.
  const isArchive = automations[0]?.status === "archived";
  const promoted: IndexTableProps["promotedBulkActions"] = mayPublish
    ? isArchive
      ? [many("unarchive")]
      : [many("on"), many("off")]
    : [];
  const others: IndexTableProps["bulkActions"] = [
    ...(mayEdit ? [many("duplicate"), { content: words.tagging.act, onAction: () => setTagged(chosenOnes) }] : []),
    ...(mayPublish && !isArchive ? [many("archive")] : []),
    ...(mayEdit && chosenOnes.length > 0 && chosenOnes.every(({ status }) => status === "draft")
      ? [many("delete")]
      : []),
  ];

  return (
    <>
      {failures && <FailedBanner failures={failures} onDismiss={forget} />}
      <IndexTable
        key={layoutKey(smDown)}
        resourceName={words.resource}
        itemCount={automations.length}
        selectable={choosing}
        selectedItemsCount={chosen.allResourcesSelected ? "All" : chosen.selectedResources.length}
        onSelectionChange={chosen.handleSelectionChange}
        promotedBulkActions={promoted}
        bulkActions={others}
        loading={doing}
        condensed={smDown && !choosing}
        headings={
          smDown
            ? [{ title: words.name }]
            : [
                { title: words.name },
                { title: words.status },
                { title: words.entered, alignment: "end" },
                { title: words.sent, alignment: "end" },
                { title: words.skipped, alignment: "end" },
                { title: words.revenue, alignment: "end" },
                { title: words.onOff, hidden: true },
              ]
        }
      >
        {automations.map((automation, position) => (
          <IndexTable.Row
            id={automation.id}
            key={automation.id}
            position={position}
            selected={chosen.selectedResources.includes(automation.id)}
          >
            {smDown ? (
              <NarrowRow chosen={choosing}>
                <AutomationCells
                  automation={automation}
                  compact
                  onDeed={(deed) => ask(deed, [automation])}
                  onTag={() => setTagged([automation])}
                />
              </NarrowRow>
            ) : (
              <AutomationCells
                automation={automation}
                compact={false}
                onDeed={(deed) => ask(deed, [automation])}
                onTag={() => setTagged([automation])}
              />
            )}
          </IndexTable.Row>
        ))}
      </IndexTable>
      {tagged.length > 0 && <TagsDialog automations={tagged} known={tags} onClose={() => setTagged([])} />}
      <Confirm
        open={asked !== null}
        title={question.title(asked?.which.length ?? 0, asked?.which[0]?.name ?? "")}
        action={question.act}
        destructive
        onConfirm={() => {
          if (asked) perform(asked.deed, asked.which);
          setAsked(null);
        }}
        onClose={() => setAsked(null)}
      >
        {question.body}
      </Confirm>
    </>
  );
}
