import { InlineStack, Button, BlockStack, TextField } from "@shopify/polaris";
import { useRef, type KeyboardEvent, type ReactNode } from "react";
import { useAction, type ActionResponse } from "../browser/use-action.ts";

interface WriteFormProps<T extends ActionResponse> {
  /** The intent that is posted with the text. */
  intent: string;
  label: string;
  /** The label of the button. */
  action: string;
  body: string;
  onChange: (body: string) => void;
  help: ReactNode;
  said: string | ((answer: T) => string);
}

/** Writes a text and posts it, once per text. It stays until it is accepted. */
export function WriteForm<T extends ActionResponse>({
  intent,
  label,
  action,
  body,
  onChange,
  help,
  said,
}: WriteFormProps<T>) {
  // The idempotency key is the same while the text is: a double press, or a retry after a lost connection, posts once.
  const attempt = useRef<{ body: string; key: string } | null>(null);
  const { act, busy, problemAt } = useAction<T>({
    said,
    onDone: () => {
      attempt.current = null;
      onChange("");
    },
  });
  const isEmpty = body.trim() === "";
  const post = () => {
    if (busy || isEmpty) return;
    if (attempt.current?.body !== body) attempt.current = { body, key: globalThis.crypto.randomUUID() };
    act({ intent, ...attempt.current });
  };
  const postByKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    post();
  };
  return (
    <BlockStack gap="150">
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a shortcut for the button */}
      <div onKeyDown={postByKey}>
        <TextField
          label={label}
          labelHidden
          placeholder={label}
          value={body}
          onChange={onChange}
          autoComplete="off"
          multiline={2}
          maxHeight="12rem"
          error={problemAt("body")}
          disabled={busy}
        />
      </div>
      <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
        <div className="write-help">{help}</div>
        <Button variant="primary" onClick={post} loading={busy} disabled={isEmpty}>
          {action}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
