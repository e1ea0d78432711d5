import {
  Badge,
  BlockStack,
  Box,
  Button,
  Card,
  InlineStack,
  ProgressBar,
  Text,
  type BadgeProps,
} from "@shopify/polaris";
import { useId } from "react";
import type { BackgroundJobStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { filtersOf, type ActivityQuery } from "./address.ts";
import { formatFilter } from "./format-filter.ts";
import { useDownload } from "./use-download.ts";

const words = text.activity.export;
const tones: Record<BackgroundJobStatus, BadgeProps["tone"]> = {
  waiting: "info",
  running: "info",
  done: "success",
  failed: "critical",
  cancelled: undefined,
};

interface ExportRun {
  id: string;
  status: BackgroundJobStatus;
  filter: Omit<ActivityQuery, "status" | "reason" | "automation"> & {
    automationId?: string | undefined;
    statuses?: ActivityQuery["status"];
    reasons?: ActivityQuery["reason"];
  };
  by: string;
  asked: ShownMoment;
  rows: number;
  total: number | null;
  error: string | null;
}

interface ExportRunsProps {
  runs: readonly ExportRun[];
  automations: readonly { id: string; name: string }[];
  actions: readonly { key: string; label: string }[];
}

/** Running and recent exports, with progress, and a retry for unfinished ones. */
export function ExportRuns({ runs, ...named }: ExportRunsProps) {
  const isUnderWay = runs.some(({ status }) => status === "running");
  return (
    <Box paddingBlockEnd="400">
      <Card>
        <BlockStack gap="300">
          <BlockStack gap="050">
            <Text as="h2" variant="headingSm">
              {words.recent}
            </Text>
            {isUnderWay && (
              <Text as="p" tone="subdued">
                {words.goesOn}
              </Text>
            )}
          </BlockStack>
          <BlockStack as="ul" gap="300">
            {runs.map((run) => (
              <li key={run.id}>
                <Line run={run} {...named} />
              </li>
            ))}
          </BlockStack>
        </BlockStack>
      </Card>
    </Box>
  );
}

function Line({
  run: { status, filter, by, asked, rows, total, error },
  ...named
}: { run: ExportRun } & Omit<ExportRunsProps, "runs">) {
  const { automationId, statuses, reasons, ...narrowed } = filter;
  const query = { ...narrowed, status: statuses, reason: reasons, automation: automationId };
  const what = formatFilter(query, named);
  const counted = useId();
  const { act, busy } = useDownload();
  return (
    <BlockStack gap="150">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <InlineStack gap="200" blockAlign="center">
          <Text as="span" fontWeight="medium" breakWord>
            {what}
          </Text>
          <Badge tone={tones[status]}>{words.statuses[status]}</Badge>
        </InlineStack>
        <InlineStack gap="300" blockAlign="center">
          <Text as="span" tone="subdued" id={counted}>
            {[formatRows(status, rows, total), words.by(by, asked.shown)].filter(Boolean).join(" · ")}
          </Text>
          {status === "failed" && (
            <Button
              size="slim"
              loading={busy}
              accessibilityLabel={words.againNamed(what)}
              onClick={() => act({ query: filtersOf(query) })}
            >
              {words.again}
            </Button>
          )}
        </InlineStack>
      </InlineStack>
      {status === "running" && total !== null && total > 0 && (
        <ProgressBar progress={Math.min(100, Math.floor((rows / total) * 100))} size="small" ariaLabelledBy={counted} />
      )}
      {error && (
        <Text as="p" tone="critical" breakWord>
          {error}
        </Text>
      )}
    </BlockStack>
  );
}

function formatRows(status: BackgroundJobStatus, rows: number, total: number | null): string | null {
  if (status === "done") return words.rows(rows);
  if (rows === 0 && total === null) return null;
  return total === null ? words.rowsSoFar(rows) : words.rowsOf(rows, total);
}
