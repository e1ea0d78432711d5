import { IndexTable, InlineStack, Link, Text, useBreakpoints } from "@shopify/polaris";
import type { MouseEvent } from "react";
import type { AutomationStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";
import { CompactRow } from "../shell/CompactRow.tsx";
import { StatusBadge } from "../shell/StatusBadge.tsx";
import { AutomationSwitch, shownStatus } from "./AutomationSwitch.tsx";
import { useSwitch } from "./use-switch.ts";

interface AutomationLine {
  id: string;
  name: string;
  trigger: string;
  status: AutomationStatus;
  figures: { entered: number; sent: number; skipped: number };
}

const words = text.automations;

/** The shop's automations, a line each, turned on and off in place. */
export function AutomationTable({ automations }: { automations: readonly AutomationLine[] }) {
  const { smDown } = useBreakpoints();
  return (
    <IndexTable
      resourceName={words.resource}
      itemCount={automations.length}
      selectable={false}
      condensed={smDown}
      headings={[
        { title: words.name },
        { title: words.trigger },
        { title: words.status },
        { title: words.entered, alignment: "end" },
        { title: words.sent, alignment: "end" },
        { title: words.skipped, alignment: "end" },
        { title: words.onOff, hidden: true },
      ]}
    >
      {automations.map((automation, position) => (
        <IndexTable.Row id={automation.id} key={automation.id} position={position}>
          <AutomationLineCells automation={automation} compact={smDown} />
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function AutomationLineCells({ automation, compact }: { automation: AutomationLine; compact: boolean }) {
  const { wanted, submit } = useSwitch(automation.name);
  const shown = shownStatus(automation.status, wanted);
  const name = (
    <Link dataPrimaryLink monochrome removeUnderline url={`/app/automations/${automation.id}`}>
      <Text as="span" fontWeight="semibold">
        {automation.name}
      </Text>
    </Link>
  );
  // A click on the switch must not open the line.
  const toggle = (
    <span role="presentation" onClick={stay}>
      <AutomationSwitch automation={automation} shown={shown} submit={submit} busy={wanted !== null} />
    </span>
  );
  const { entered, sent, skipped } = automation.figures;
  if (compact) {
    return (
      <CompactRow>
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="center">
            {name}
            <StatusBadge of="automation" status={shown} />
          </InlineStack>
          {toggle}
        </InlineStack>
        <Text as="span" tone="subdued">
          {automation.trigger}
        </Text>
        <Text as="span" tone="subdued">
          {words.figures(entered, sent, skipped)}
        </Text>
      </CompactRow>
    );
  }
  return (
    <>
      <IndexTable.Cell>{name}</IndexTable.Cell>
      <IndexTable.Cell>{automation.trigger}</IndexTable.Cell>
      <IndexTable.Cell>
        <StatusBadge of="automation" status={shown} />
      </IndexTable.Cell>
      {Object.entries({ entered, sent, skipped }).map(([figure, count]) => (
        <IndexTable.Cell key={figure}>
          <Text as="span" numeric alignment="end">
            {showNumber(count)}
          </Text>
        </IndexTable.Cell>
      ))}
      <IndexTable.Cell>
        <InlineStack align="end">{toggle}</InlineStack>
      </IndexTable.Cell>
    </>
  );
}

const stay = (event: MouseEvent) => event.stopPropagation();
