const STEPS = [1, 2, 5, 10];

/** The end of an axis that holds a highest value: 1, 2 or 5 with noughts, so that its half can be read too. Never 0. */
export function axisTop(highest: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(1, highest)));
  return magnitude * (STEPS.find((step) => step * magnitude >= highest) ?? 10);
}

/** Which of many labels are written below an axis: the first, the last, and some between at one distance. */
export function labelled(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, at) => at);
  return Array.from({ length: most }, (_, at) => Math.round((at * (count - 1)) / (most - 1)));
}
