import { Banner, Box, Text } from "@shopify/polaris";
import type { Reason } from "#core/activity/reasons.ts";
import { text } from "#text/en.ts";
import { formatReason } from "#text/reasons.ts";
import { usePermission } from "../page/access.tsx";
import { Composer, type ComposerProps } from "./Composer.tsx";

/** What is said only when an answer is tried, because it can be set right meanwhile: what was written stays. */
const TOLD_WHEN_SENT: ReadonlySet<Reason> = new Set(["insufficient_credits"]);

/** Where an answer is written, or why none can be. */
export function ThreadFoot({
  reason,
  ...composer
}: ComposerProps & { /** Why no answer would go now, where one would not. */ reason: Reason | null }) {
  const mayReply = usePermission("messages.reply");
  const shut = reason && !composer.waitsUntil && !TOLD_WHEN_SENT.has(reason) ? formatReason(reason) : null;
  if (mayReply && !shut) return <Composer {...composer} />;
  return (
    <Box padding="300">
      {shut ? (
        <Banner tone="info" title={text.inbox.shut}>
          <p>{[`${shut.label}.`, shut.remedy].filter(Boolean).join(" ")}</p>
        </Banner>
      ) : (
        <Text as="p" tone="subdued">
          {text.inbox.mayNot}
        </Text>
      )}
    </Box>
  );
}
