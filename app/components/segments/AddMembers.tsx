import { BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { useAction, type ActionResponse } from "../browser/use-action.ts";

const words = text.segments;

interface AddMembersProps {
  /** What was looked for last. */
  find: string;
  /** Who was found; null before a search. */
  found: readonly { id: string; name: string | null; phone: string | null; email: string | null }[] | null;
  onFind: (typed: string) => void;
}

/** Finds customers, and adds them to a segment by hand. */
export function AddMembers({ find, found, onFind }: AddMembersProps) {
  const [typed, setTyped] = useState(find);
  const { act, busy } = useAction<ActionResponse & { changed: number }>({
    said: ({ changed }) => words.added(changed),
  });
  return (
    <Card>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onFind(typed.trim());
        }}
      >
        <BlockStack gap="300">
          <TextField
            label={words.addSearch}
            value={typed}
            onChange={setTyped}
            autoComplete="off"
            connectedRight={<Button submit>{words.find}</Button>}
          />
          {found?.length === 0 && <Text as="p">{words.addNone}</Text>}
          {found?.map(({ id, name, phone, email }) => (
            <InlineStack key={id} align="space-between" blockAlign="center" gap="200">
              <Text as="span" breakWord>
                {[name, phone, email].filter(Boolean).join(" · ")}
              </Text>
              <Button
                disabled={busy}
                accessibilityLabel={`${words.addOne}: ${name ?? phone ?? email ?? ""}`}
                onClick={() => act({ intent: "add", customerIds: [id] })}
              >
                {words.addOne}
              </Button>
            </InlineStack>
          ))}
        </BlockStack>
      </form>
    </Card>
  );
}
