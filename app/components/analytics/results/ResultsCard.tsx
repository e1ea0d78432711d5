import { BlockStack, Box, Button, Card, IndexTable, InlineStack, Link, Text, useBreakpoints } from "@shopify/polaris";
import { ChevronDownIcon, ChevronRightIcon } from "@shopify/polaris-icons";
import { Fragment, useState, type ReactNode } from "react";
import { layoutKey } from "#components/page/NarrowRow.tsx";
import {
  grossIfOther,
  mainNet,
  showCost,
  showEarned,
  showPerText,
  showRelative,
  showReturn,
  withShare,
} from "#text/figures.ts";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";
import type { Compared, ResultRow } from "#core/analytics/results.ts";

const words = text.results;

interface ResultsCardProps {
  title: string;
  rows: readonly ResultRow[];
  /** The address of a row's page. */
  pageOf: (id: string) => string;
}

/** The figures of automations or campaigns; each opens to those of its texts. */
export function ResultsCard({ title, rows, pageOf }: ResultsCardProps) {
  const { mdDown } = useBreakpoints();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpen((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id])));
  const count = rows.reduce((sum, { id, texts }) => sum + 1 + (open.has(id) ? texts.length : 0), 0);
  let position = 0;
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
      </Box>
      {rows.length === 0 ? (
        <Box padding="400" paddingBlockStart="0">
          <Text as="p" tone="subdued">
            {words.noneOfKind}
          </Text>
        </Box>
      ) : (
        <IndexTable
          key={layoutKey(mdDown)}
          itemCount={count}
          selectable={false}
          headings={mdDown ? [{ title: words.name }] : headings}
        >
          {rows.map((row) => (
            <Fragment key={row.id}>
              <Line
                {...row}
                position={position++}
                narrow={mdDown}
                name={
                  <InlineStack gap="100" blockAlign="center" wrap={false}>
                    <Button
                      variant="tertiary"
                      size="micro"
                      icon={open.has(row.id) ? ChevronDownIcon : ChevronRightIcon}
                      ariaExpanded={open.has(row.id)}
                      accessibilityLabel={open.has(row.id) ? words.hide(row.name) : words.show(row.name)}
                      onClick={() => toggle(row.id)}
                    />
                    <Link url={pageOf(row.id)} removeUnderline>
                      <Text as="span" fontWeight="semibold" breakWord>
                        {row.name}
                      </Text>
                    </Link>
                  </InlineStack>
                }
              />
              {open.has(row.id) &&
                row.texts.map((each) => (
                  <Line
                    key={each.stepId}
                    id={`${row.id} ${each.stepId}`}
                    position={position++}
                    narrow={mdDown}
                    {...each}
                    name={
                      <Box paddingInlineStart="600">
                        <span
                          style={{
                            display: "block",
                            maxInlineSize: mdDown ? undefined : "16rem",
                            whiteSpace: "normal",
                            overflowWrap: "anywhere",
                          }}
                        >
                          {each.name}
                        </span>
                      </Box>
                    }
                  />
                ))}
            </Fragment>
          ))}
        </IndexTable>
      )}
    </Card>
  );
}

const headings = [
  { title: words.name },
  ...[
    words.sent,
    words.delivered,
    words.failed,
    words.clicked,
    words.orders,
    words.revenue,
    words.perText,
    words.optOuts,
    words.cost,
    words.returnOnCost,
  ].map((title) => ({ title, alignment: "end" as const })),
] as const satisfies { title: string; alignment?: "end" }[] as unknown as [{ title: string }];

interface LineProps extends Compared {
  id: string;
  position: number;
  narrow: boolean;
  name: ReactNode;
}

/** One row of figures; on narrow screens one below the other. */
function Line({ id, position, narrow, name, now, earlier }: LineProps) {
  const cells: { name: string; shown: string; more?: string }[] = [
    { name: words.sent, shown: showNumber(now.sent), more: showRelative(earlier.sent, now.sent) },
    { name: words.delivered, shown: withShare(now.delivered, now.deliveredRate) },
    { name: words.failed, shown: showNumber(now.failed) },
    {
      name: words.clicked,
      shown: withShare(now.clicked, now.clickRate),
      more: now.machines > 0 ? words.machines(showNumber(now.machines)) : "",
    },
    { name: words.orders, shown: showNumber(now.orders) },
    {
      name: words.revenue,
      shown: showEarned(now.earned, "net"),
      more: [grossIfOther(now.earned), showRelative(mainNet(earlier), mainNet(now))].filter(Boolean).join(", "),
    },
    { name: words.perText, shown: showPerText(now) },
    { name: words.optOuts, shown: withShare(now.optOuts, now.optOutRate) },
    { name: words.cost, shown: showCost(now) },
    { name: words.returnOnCost, shown: showReturn(now) },
  ];
  return (
    <IndexTable.Row id={id} position={position}>
      {narrow ? (
        <IndexTable.Cell>
          <BlockStack gap="200">
            {name}
            <dl style={{ display: "grid", gridTemplateColumns: "1fr auto", gap: "0.25rem 1rem", margin: 0 }}>
              {cells.map((cell) => (
                <Fragment key={cell.name}>
                  <Text as="dt" tone="subdued">
                    {cell.name}
                  </Text>
                  <dd style={{ margin: 0, textAlign: "end", whiteSpace: "normal" }}>
                    <Shown {...cell} />
                  </dd>
                </Fragment>
              ))}
            </dl>
          </BlockStack>
        </IndexTable.Cell>
      ) : (
        <>
          <IndexTable.Cell>{name}</IndexTable.Cell>
          {cells.map((cell) => (
            <IndexTable.Cell key={cell.name}>
              <div style={{ textAlign: "end" }}>
                <Shown {...cell} />
              </div>
            </IndexTable.Cell>
          ))}
        </>
      )}
    </IndexTable.Row>
  );
}

const Shown = ({ shown, more }: { shown: string; more?: string }) => (
  <>
    <Text as="span" numeric>
      {shown}
    </Text>
    {more && (
      <>
        <br />
        <Text as="span" variant="bodySm" tone="subdued" numeric>
          {more}
        </Text>
      </>
    )}
  </>
);
