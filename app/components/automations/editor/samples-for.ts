import { sampleOutputs } from "#core/actions/index.ts";
import { sampleOf } from "#core/triggers/index.ts";
import { text } from "#text/en.ts";
import type { ShownSample } from "#components/sending/sample.ts";

interface SampledShop {
  samples: readonly ShownSample[];
  /** The trigger that the samples belong to. */
  samplesOf: string;
}

/** Sample customers for previews; for a newly chosen trigger, its made-up customer. */
export const samplesFor = (trigger: string, { samples, samplesOf }: SampledShop): readonly ShownSample[] =>
  trigger === samplesOf ? samples : [{ label: text.editor.madeUp, values: { ...sampleOf(trigger), ...sampleOutputs } }];
