import { ActionList, Button, Popover } from "@shopify/polaris";
import {
  ArchiveIcon,
  DeleteIcon,
  DuplicateIcon,
  EditIcon,
  HashtagIcon,
  ListBulletedIcon,
  MenuHorizontalIcon,
  UndoIcon,
} from "@shopify/polaris-icons";
import { useState } from "react";
import { text } from "#text/en.ts";
import { activityAddress } from "../activity/address.ts";
import { usePermission } from "../page/access.tsx";
import type { AutomationListItem } from "./automation-filter.ts";
import type { BulkActionName } from "./use-bulk-actions.ts";

const words = text.automations;

interface RowMenuProps {
  automation: AutomationListItem;
  onDeed: (deed: BulkActionName) => void;
  onTag: () => void;
}

/** The menu of one automation. */
export function RowMenu({ automation: { id, name, status }, onDeed, onTag }: RowMenuProps) {
  const [open, setOpen] = useState(false);
  const mayEdit = usePermission("automations.edit");
  const mayPublish = usePermission("automations.publish");
  const isArchived = status === "archived";
  const act = (deed: BulkActionName) => () => {
    setOpen(false);
    onDeed(deed);
  };
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      preferredAlignment="right"
      activator={
        <Button
          variant="tertiary"
          icon={MenuHorizontalIcon}
          accessibilityLabel={words.menuOf(name)}
          onClick={() => setOpen(!open)}
        />
      }
    >
      <ActionList
        actionRole="menuitem"
        items={[
          ...(mayEdit && !isArchived
            ? [{ content: words.edit, icon: EditIcon, url: `/app/automations/${id}/edit` }]
            : []),
          { content: words.seeActivity, icon: ListBulletedIcon, url: activityAddress({ automation: id }) },
          ...(mayEdit
            ? [
                { content: words.deeds.duplicate, icon: DuplicateIcon, onAction: act("duplicate") },
                {
                  content: words.tagging.act,
                  icon: HashtagIcon,
                  onAction: () => {
                    setOpen(false);
                    onTag();
                  },
                },
              ]
            : []),
          ...(mayPublish && !isArchived
            ? [{ content: words.deeds.archive, icon: ArchiveIcon, destructive: true, onAction: act("archive") }]
            : []),
          ...(mayEdit && status === "draft"
            ? [{ content: words.deeds.delete, icon: DeleteIcon, destructive: true, onAction: act("delete") }]
            : []),
          ...(mayPublish && isArchived
            ? [{ content: words.deeds.unarchive, icon: UndoIcon, onAction: act("unarchive") }]
            : []),
        ]}
      />
    </Popover>
  );
}
