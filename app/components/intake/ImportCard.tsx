import { Badge, BlockStack, Button, Card, InlineStack, Link, ProgressBar, Text } from "@shopify/polaris";
import type { ImportPart, ImportSummary } from "#core/intake/import/resources.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { useAction } from "../browser/use-action.ts";
import { usePermission } from "../page/access.tsx";
import { Time } from "../page/Time.tsx";

type ShownPart = ImportPart & { nextAt: ShownMoment };
interface ImportCardProps {
  state: ImportSummary["state"];
  parts: readonly ShownPart[];
}

const words = text.imports;
const TONES = { running: "info", done: "success", failed: "critical" } as const;

/** How far the import of a store's past is, why a part of it is missing, and the way to try that again. */
export function ImportCard({ state, parts }: ImportCardProps) {
  const { act, busy } = useAction({ action: "/app/import", said: words.started });
  const may = usePermission("settings.change");
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
            <Text as="h2" variant="headingMd">
              {words.title[state]}
            </Text>
            <Badge tone={TONES[state]}>{words.badge[state]}</Badge>
          </InlineStack>
          <Text as="p" tone="subdued">
            {words.body[state]}
          </Text>
        </BlockStack>
        {parts.map((part) => (
          <Part key={part.resource} part={part} />
        ))}
        {state === "failed" && may && (
          <InlineStack>
            <Button loading={busy} onClick={() => act({ which: "failed" })}>
              {words.again}
            </Button>
          </InlineStack>
        )}
        {state === "done" && <Link url="/app/automations">{words.backtest}</Link>}
      </BlockStack>
    </Card>
  );
}

function Part({ part }: { part: ShownPart }) {
  const { resource, status, done, total, problem, nextAt } = part;
  const id = `import-${resource}`;
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="start" gap="200">
        <Text as="span" id={id}>
          {words.name(resource)}
        </Text>
        <Text as="span" tone="subdued" numeric>
          {words.progress(part)}
        </Text>
      </InlineStack>
      {status === "reading" && total !== null && total > 0 && (
        <ProgressBar progress={Math.min(100, Math.round((100 * done) / total))} size="small" ariaLabelledBy={id} />
      )}
      {problem && (
        <Text as="p" tone={status === "failed" ? "critical" : "subdued"}>
          {words.problem(problem)}{" "}
          {status !== "failed" && (
            <>
              {words.nextAt} <Time at={nextAt} />
            </>
          )}
        </Text>
      )}
    </BlockStack>
  );
}
