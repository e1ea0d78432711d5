import { Box, Scrollable, Text } from "@shopify/polaris";
import type { CSSProperties } from "react";
import { TextBubble } from "../page/TextBubble.tsx";
import { text } from "#text/en.ts";

const frame: CSSProperties = {
  width: "100%",
  maxWidth: "20rem",
  height: "20rem",
  display: "flex",
  flexDirection: "column",
  overflow: "hidden",
  borderRadius: "1.75rem",
  border: "6px solid var(--p-color-bg-inverse)",
  background: "var(--p-color-bg-surface)",
};
const head: CSSProperties = {
  display: "grid",
  justifyItems: "center",
  gap: "0.25rem",
  padding: "0.75rem",
  borderBottom: "1px solid var(--p-color-border)",
};
const face: CSSProperties = {
  width: "2rem",
  height: "2rem",
  display: "grid",
  placeItems: "center",
  borderRadius: "50%",
  background: "var(--p-color-bg-fill-tertiary)",
};

/** A phone with one text. Its size is fixed; a long text scrolls. */
export function Phone({ sender, children }: { sender: string; children: string }) {
  return (
    <section aria-label={text.message.phone} style={frame}>
      <div style={head}>
        <span aria-hidden style={face}>
          {sender.trim().charAt(0).toUpperCase()}
        </span>
        <Text as="span" variant="bodySm" fontWeight="medium">
          {sender}
        </Text>
      </div>
      <Scrollable focusable style={{ flex: 1 }}>
        <Box padding="300">
          <TextBubble>{children}</TextBubble>
        </Box>
      </Scrollable>
    </section>
  );
}
