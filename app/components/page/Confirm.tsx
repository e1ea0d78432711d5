import { Modal } from "@shopify/polaris";
import type { ReactNode } from "react";
import { text } from "#text/en.ts";

interface ConfirmProps {
  open: boolean;
  title: string;
  /** The consequences, and whether they can be undone. */
  children: ReactNode;
  /** The label of the primary button. */
  action: string;
  destructive?: boolean;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** A confirmation dialog. */
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
      secondaryActions={[{ content: text.cancel, onAction: onClose }]}
    >
      <Modal.Section>{children}</Modal.Section>
    </Modal>
  );
}
