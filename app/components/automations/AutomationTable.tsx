import { IndexTable, useBreakpoints, useIndexResourceState, type IndexTableProps } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { useMay } from "../page/access.tsx";
import { Confirm } from "../page/Confirm.tsx";
import { layoutKey, NarrowRow } from "../page/NarrowRow.tsx";
import { AutomationCells } from "./AutomationCells.tsx";
import { FailedBanner } from "./FailedBanner.tsx";
import type { AutomationLine } from "./narrow.ts";
import type { Deed, Deeds } from "./use-deeds.ts";

const words = text.automations;

/** Those that are asked to be archived, until the question is answered. */
type Archiving = readonly AutomationLine[] | null;

/** Automations, a line each: turned on and off in place, and dealt with by the menu of a line or many at once. */
export function AutomationTable({ automations, deeds }: { automations: readonly AutomationLine[]; deeds: Deeds }) {
  const { smDown } = useBreakpoints();
  const mayPublish = useMay("automations.publish");
  const mayEdit = useMay("automations.edit");
  const choosing = mayPublish || mayEdit;
  const chosen = useIndexResourceState(automations as (AutomationLine & { [key: string]: unknown })[]);
  const { doing, failures, forget } = deeds;
  const [archiving, setArchiving] = useState<Archiving>(null);

  const perform = (deed: Deed, which: readonly AutomationLine[]) => {
    deeds.perform(deed, which);
    chosen.clearSelection();
  };
  const ask = (deed: Deed, which: readonly AutomationLine[]) => {
    if (which.length === 0) return;
    if (deed === "archive") setArchiving(which);
    else perform(deed, which);
  };
  const many = (deed: Deed) => ({
    content: words.deeds[deed],
    onAction: () =>
      ask(
        deed,
        automations.filter(({ id }) => chosen.selectedResources.includes(id)),
      ),
  });
  // What is archived stands by itself, never among the others.
  const isArchive = automations[0]?.status === "archived";
  const promoted: IndexTableProps["promotedBulkActions"] = mayPublish
    ? isArchive
      ? [many("unarchive")]
      : [many("on"), many("off")]
    : [];
  const others: IndexTableProps["bulkActions"] = [
    ...(mayEdit ? [many("duplicate")] : []),
    ...(mayPublish && !isArchive ? [many("archive")] : []),
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
                <AutomationCells automation={automation} compact onDeed={(deed) => ask(deed, [automation])} />
              </NarrowRow>
            ) : (
              <AutomationCells automation={automation} compact={false} onDeed={(deed) => ask(deed, [automation])} />
            )}
          </IndexTable.Row>
        ))}
      </IndexTable>
      <Confirm
        open={archiving !== null}
        title={words.archiveTitle(archiving?.length ?? 0, archiving?.[0]?.name ?? "")}
        action={words.archiveDo}
        destructive
        onConfirm={() => {
          if (archiving) perform("archive", archiving);
          setArchiving(null);
        }}
        onClose={() => setArchiving(null)}
      >
        {words.archiveBody}
      </Confirm>
    </>
  );
}
