import { BlockStack, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { Confirm } from "../shell/Confirm.tsx";
import { useAct, type Answer } from "../shell/use-act.ts";

const words = text.activity.export;

interface ExportLogProps {
  open: boolean;
  /** The filters as the address has them. */
  query: string;
  /** So many rows at most. */
  most: number;
  onClose: () => void;
}

/** Asks for an address of the log as a file, and hands it to the browser: its download goes on when the page is left. */
export function ExportLog({ open, query, most, onClose }: ExportLogProps) {
  const { act, busy } = useAct<Answer & { address: string }>({
    action: "/app/activity/export",
    said: words.started,
    onDone: ({ address }) => {
      download(address);
      onClose();
    },
  });
  return (
    <Confirm open={open} title={words.title} action={words.start} busy={busy} onConfirm={() => act({ query })} onClose={onClose}>
      <BlockStack gap="200">
        <Text as="p">{words.body(most)}</Text>
        <Text as="p">{words.body2}</Text>
      </BlockStack>
    </Confirm>
  );
}

function download(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}
