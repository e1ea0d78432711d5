import { BlockStack, Button, Link, Spinner, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import type { MessageFile } from "#core/inbox/media.ts";
import { text } from "#text/en.ts";
import { nameFile } from "#text/files.ts";

const words = text.inbox.file;
const addressOf = ({ messageId, position }: MessageFile): string => `/app/messages/${messageId}/media/${position}`;

/** The pictures and other files of a text. */
export const MessageFiles = ({ files }: { files: readonly MessageFile[] }) =>
  files.length === 0 ? null : (
    <BlockStack gap="100">
      {files.map((file) =>
        file.isShown ? <Picture key={file.position} file={file} /> : <Download key={file.position} file={file} />,
      )}
    </BlockStack>
  );

/** Reads a file with the session's token, which the address of an image cannot carry. */
async function readFile(file: MessageFile, signal: AbortSignal | null): Promise<string> {
  const response = await fetch(addressOf(file), { signal });
  if (!response.ok) throw new Error(`the file was answered ${response.status}`);
  return URL.createObjectURL(await response.blob());
}

function Picture({ file }: { file: MessageFile }) {
  const [shown, setShown] = useState<{ address: string } | "loading" | "failed">("loading");
  const { messageId, position } = file;
  useEffect(() => {
    const left = new AbortController();
    let address: string | null = null;
    readFile({ ...file, messageId, position }, left.signal).then(
      (read) => {
        address = read;
        if (left.signal.aborted) URL.revokeObjectURL(read);
        else setShown({ address: read });
      },
      () => {
        if (!left.signal.aborted) setShown("failed");
      },
    );
    return () => {
      left.abort();
      if (address) URL.revokeObjectURL(address);
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a reloaded page has an equal file that is another object
  }, [messageId, position]);
  const name = nameFile(file.kind);
  if (shown === "loading") return <Spinner size="small" accessibilityLabel={words.loading(name)} />;
  if (shown === "failed")
    return (
      <Text as="p" tone="subdued">
        {words.failed(name)}
      </Text>
    );
  return (
    <Link url={shown.address} external accessibilityLabel={words.open(name)}>
      <img
        src={shown.address}
        alt={words.alt(name)}
        style={{ maxWidth: "min(16rem, 100%)", borderRadius: "0.75rem" }}
      />
    </Link>
  );
}

function Download({ file }: { file: MessageFile }) {
  const [state, setState] = useState<"ready" | "busy" | "failed">("ready");
  const name = nameFile(file.kind);
  const download = () => {
    setState("busy");
    readFile(file, null).then(
      (address) => {
        const link = document.createElement("a");
        link.href = address;
        link.download = `${name.toLowerCase()}-${file.position + 1}`;
        link.click();
        URL.revokeObjectURL(address);
        setState("ready");
      },
      () => setState("failed"),
    );
  };
  return (
    <BlockStack gap="100" inlineAlign="start">
      <Button onClick={download} loading={state === "busy"}>
        {words.download(name)}
      </Button>
      {state === "failed" && (
        <Text as="p" tone="subdued">
          {words.failed(name)}
        </Text>
      )}
    </BlockStack>
  );
}
