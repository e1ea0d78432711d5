import { Banner, Box, List } from "@shopify/polaris";
import { text } from "#text/en.ts";
import type { BulkFailures } from "./use-bulk-actions.ts";

const words = text.automations;

/** Lists the automations that a bulk action could not change, with the reasons. */
export function FailedBanner({
  failures: { action, failed },
  onDismiss,
}: {
  failures: BulkFailures;
  onDismiss: () => void;
}) {
  return (
    <Box padding="400">
      <Banner tone="warning" title={words.failedTitle[action](failed.length)} onDismiss={onDismiss}>
        <List>
          {failed.map(({ name, message }) => (
            <List.Item key={name}>{words.failedOne(name, message)}</List.Item>
          ))}
        </List>
      </Banner>
    </Box>
  );
}
