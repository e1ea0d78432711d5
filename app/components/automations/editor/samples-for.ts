import { sampleOutputs } from "#core/actions/index.ts";
import type { Facts } from "#core/intake/define.ts";
import { sampleOf } from "#core/triggers/index.ts";
import { text } from "#text/en.ts";
import type { ShownSample } from "#components/sending/sample.ts";

interface SampledShop {
  samples: readonly ShownSample[];
  /** The trigger that the samples belong to. */
  samplesOf: string;
}

/**
 * Sample customers for previews; for a newly chosen trigger, its made-up customer.
 * @param outputs the sample outputs that the draft's own settings decide
 */
export function samplesFor(
  trigger: string,
  { samples, samplesOf }: SampledShop,
  outputs: Facts,
): readonly ShownSample[] {
  const shown =
    trigger === samplesOf
      ? samples
      : [{ label: text.editor.madeUp, values: { ...sampleOf(trigger), ...sampleOutputs } }];
  return Object.keys(outputs).length === 0
    ? shown
    : shown.map((sample) => ({ ...sample, values: { ...sample.values, ...outputs } }));
}
