export type BarTone = "primary" | "success" | "caution" | "critical" | "subdued";

/** Each has enough contrast with the page. */
export const FILLS: Record<BarTone, string> = {
  primary: "var(--p-color-bg-fill-emphasis)",
  success: "var(--p-color-bg-fill-success)",
  caution: "var(--p-color-icon-caution)",
  critical: "var(--p-color-bg-fill-critical)",
  subdued: "var(--p-color-icon-secondary)",
};

interface BarsProps {
  title: string;
  days: readonly { label: string; values: readonly number[] }[];
  series: readonly { name: string; tone: BarTone }[];
  top: number;
  height: number;
  show: (value: number) => string;
}

/** Widths in view box units: the svg stretches to its container. */
const DAY = 10;
const BAR = 7;

/** The bars, with tooltips. */
export function Bars({ title, days, series, top, height, show }: BarsProps) {
  const width = Math.max(1, days.length) * DAY;
  return (
    <svg
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an inline svg has no element with this role
      role="img"
      aria-label={title}
      width="100%"
      height={height}
      viewBox={`0 0 ${width} ${top}`}
      preserveAspectRatio="none"
      style={{ display: "block" }}
    >
      {[0, top / 2, top].map((mark) => (
        <line
          key={mark}
          x1={0}
          x2={width}
          y1={mark}
          y2={mark}
          stroke="var(--p-color-border-secondary)"
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {days.map(({ label, values }, at) => (
        <g key={label}>
          <title>{[label, ...series.map(({ name }, one) => `${name}: ${show(values[one] ?? 0)}`)].join("\n")}</title>
          <rect x={at * DAY} y={0} width={DAY} height={top} fill="transparent" />
          {series.map(({ name, tone }, one) => {
            const value = values[one] ?? 0;
            const below = values.slice(0, one).reduce((sum, other) => sum + other, 0);
            return (
              <rect
                key={name}
                x={at * DAY + (DAY - BAR) / 2}
                y={top - below - value}
                width={BAR}
                height={value}
                fill={FILLS[tone]}
              />
            );
          })}
        </g>
      ))}
    </svg>
  );
}
