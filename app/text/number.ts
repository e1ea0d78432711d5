const grouped = new Intl.NumberFormat("en-US");

/** 12345 as "12,345". */
export const showNumber = (value: number): string => grouped.format(value);

/** A change with its sign: "+500", "−3", "0". */
export const showChange = (value: number): string =>
  value === 0 ? "0" : `${value > 0 ? "+" : "−"}${grouped.format(Math.abs(value))}`;

/** "1 text", "12 texts". */
export const showCount = (count: number, one: string, many: string): string =>
  `${grouped.format(count)} ${count === 1 ? one : many}`;
