import { Box, Button, Popover, type ButtonProps } from "@shopify/polaris";
import { useState, type ReactNode } from "react";

interface InsertMenuProps {
  label: string;
  icon: ButtonProps["icon"];
  /** @param close closes the menu */
  children: (close: () => void) => ReactNode;
}

/** A button that opens a menu of what can be inserted into a message. */
export function InsertMenu({ label, icon, children }: InsertMenuProps) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <Popover
      active={open}
      onClose={close}
      preferredAlignment="left"
      autofocusTarget="first-node"
      activator={
        <Button icon={icon} disclosure ariaExpanded={open} onClick={() => setOpen((shown) => !shown)}>
          {label}
        </Button>
      }
    >
      <Box padding="300" width="18rem">
        {children(close)}
      </Box>
    </Popover>
  );
}
