import { ActionList, Button, Popover } from "@shopify/polaris";
import {
  ArrowDownIcon,
  ArrowLeftIcon,
  ArrowRightIcon,
  ArrowUpIcon,
  DeleteIcon,
  DuplicateIcon,
  MenuHorizontalIcon,
} from "@shopify/polaris-icons";
import { useState } from "react";
import { duplicatePart, movePart, movesOf, removePart, type Address, type Move } from "#core/conditions/rearrange.ts";
import { text } from "#text/en.ts";
import { useBuilding } from "./building.ts";

const words = text.conditions;
const icons = {
  up: ArrowUpIcon,
  down: ArrowDownIcon,
  into_above: ArrowRightIcon,
  into_below: ArrowRightIcon,
  out: ArrowLeftIcon,
} satisfies Record<Move, unknown>;

/** The menu of a condition or group: move, duplicate, remove. */
export function PartMenu({ address, name }: { address: Address; name: string }) {
  const { condition, change } = useBuilding();
  const [open, setOpen] = useState(false);
  const done = (act: () => void) => () => {
    setOpen(false);
    act();
  };
  const moves = movesOf(condition, address).map((move) => ({
    content: words.moves[move],
    icon: icons[move],
    onAction: done(() => {
      const moved = movePart(condition, address, move);
      change(moved.condition, moved.at);
    }),
  }));
  const copy = () => {
    const copied = duplicatePart(condition, address);
    change(copied.condition, copied.at);
  };
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      preferredAlignment="right"
      autofocusTarget="first-node"
      activator={
        <Button
          variant="tertiary"
          icon={MenuHorizontalIcon}
          accessibilityLabel={words.menu(name)}
          disclosure={false}
          ariaExpanded={open}
          onClick={() => setOpen((shown) => !shown)}
        />
      }
    >
      <ActionList
        actionRole="menuitem"
        sections={[
          { items: [...moves, { content: words.duplicate, icon: DuplicateIcon, onAction: done(copy) }] },
          // After a removal, focus the part in its place, or the add button.
          {
            items: [
              {
                content: words.remove,
                icon: DeleteIcon,
                destructive: true,
                onAction: done(() => change(removePart(condition, address), address)),
              },
            ],
          },
        ]}
      />
    </Popover>
  );
}
