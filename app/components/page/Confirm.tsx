import { Modal } from "@shopify/polaris";
import type { ReactNode } from "react";
import { text } from "#text/en.ts";

interface ConfirmProps {
  open: boolean;
  title: string;
  /** What it will do, and whether it can be undone. */
  children: ReactNode;
  /** The word on the button that does it. */
  action: string;
  destructive?: boolean;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks once before something is done. */
export function Confirm({
  open,
  title,
  children,
  action,
  destructive = false,
  busy = false,
  onConfirm,
  onClose,
}: ConfirmProps) {
  return (
    <Modal
      open={open}
      title={title}
      onClose={onClose}
      primaryAction={{ content: action, destructive, loading: busy, onAction: onConfirm }}
      secondaryActions={[{ content: text.keep, onAction: onClose }]}
    >
      <Modal.Section>{children}</Modal.Section>
    </Modal>
  );
}
