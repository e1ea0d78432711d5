import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";
import { Bars, FILLS, type BarTone } from "./Bars.tsx";
import { axisTop, labelled } from "./scale.ts";
import { visuallyHidden } from "./visually-hidden.ts";

interface BarChartProps {
  /** The accessible name, and the table's caption. */
  title: string;
  /** In order; values by series, stacked from the bottom. */
  days: readonly { label: string; values: readonly number[] }[];
  series: readonly { name: string; tone: BarTone }[];
  /** Formats a value; a number by default. */
  show?: (value: number) => string;
  /** In CSS pixels; reserved before hydration. */
  height?: number;
}

const LABELS = 5;
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** A stacked bar chart of counts or amounts by day. A visually hidden table has the same figures. */
export function BarChart({ title, days, series, show = showNumber, height = 180 }: BarChartProps) {
  const top = axisTop(Math.max(0, ...days.map(({ values }) => sum(values))));
  return (
    <div style={{ position: "relative" }}>
      <BlockStack gap="200">
        <InlineStack gap="400">
          {series.map(({ name, tone }, at) => (
            <InlineStack key={name} gap="150" blockAlign="center">
              <span aria-hidden style={{ width: 10, height: 10, borderRadius: 3, background: FILLS[tone] }} />
              <Text as="span" variant="bodySm">
                {`${name}: ${show(sum(days.map(({ values }) => values[at] ?? 0)))}`}
              </Text>
            </InlineStack>
          ))}
        </InlineStack>
        <div style={{ display: "grid", gridTemplateColumns: "auto 1fr", columnGap: 8 }}>
          <div
            aria-hidden
            style={{
              display: "flex",
              flexDirection: "column",
              justifyContent: "space-between",
              height,
              textAlign: "end",
            }}
          >
            {[top, top / 2, 0].map((mark) => (
              <AxisLabel key={mark}>{Number.isInteger(mark) ? show(mark) : ""}</AxisLabel>
            ))}
          </div>
          <Bars title={title} days={days} series={series} top={top} height={height} show={show} />
          <span />
          <div aria-hidden style={{ display: "flex", justifyContent: "space-between" }}>
            {labelled(days.length, LABELS).map((at) => (
              <AxisLabel key={at}>{days[at]?.label ?? ""}</AxisLabel>
            ))}
          </div>
        </div>
      </BlockStack>
      <div style={visuallyHidden}>
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{text.chart.day}</th>
              {series.map(({ name }) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map(({ label, values }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {series.map(({ name }, at) => (
                  <td key={name}>{show(values[at] ?? 0)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

const AxisLabel = ({ children }: { children: string }) => (
  <Text as="span" variant="bodyXs" tone="subdued" numeric>
    {children}
  </Text>
);
