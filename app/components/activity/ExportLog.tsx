import { BlockStack, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { Confirm } from "../page/Confirm.tsx";
import { useDownload } from "./use-download.ts";

const words = text.activity.export;

interface ExportLogProps {
  open: boolean;
  /** The filters as query parameters. */
  query: string;
  /** The row limit. */
  most: number;
  onClose: () => void;
}

/** Confirms the export of the filtered log. */
export function ExportLog({ open, query, most, onClose }: ExportLogProps) {
  const { act, busy } = useDownload(onClose);
  return (
    <Confirm
      open={open}
      title={words.title}
      action={words.start}
      busy={busy}
      onConfirm={() => act({ query })}
      onClose={onClose}
    >
      <BlockStack gap="200">
        <Text as="p">{words.body(most)}</Text>
        <Text as="p">{words.body2}</Text>
      </BlockStack>
    </Confirm>
  );
}
