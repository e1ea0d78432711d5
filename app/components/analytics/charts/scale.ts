const STEPS = [1, 2, 5, 10];

/** The top of the axis: 1, 2 or 5 times a power of ten, so that its half is round too. Never 0. */
export function axisTop(highest: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(1, highest)));
  return magnitude * (STEPS.find((step) => step * magnitude >= highest) ?? 10);
}

/** The indexes of evenly spaced labels, the first and last included. */
export function labelled(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, at) => at);
  return Array.from({ length: most }, (_, at) => Math.round((at * (count - 1)) / (most - 1)));
}
