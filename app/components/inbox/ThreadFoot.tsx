import { Banner, Box, Text } from "@shopify/polaris";
import type { Reason } from "#core/activity/reasons.ts";
import { text } from "#text/en.ts";
import { formatReason } from "#text/reasons.ts";
import { usePermission } from "../page/access.tsx";
import { Composer, type ComposerProps } from "./Composer.tsx";

/** Blockers that appear only on sending, because the merchant can fix them and keep the draft. */
const TOLD_WHEN_SENT: ReadonlySet<Reason> = new Set(["insufficient_credits"]);

/** The composer, or the reason why no answer is possible. */
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
