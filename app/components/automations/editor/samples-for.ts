import { sampleOutputs } from "#core/actions/index.ts";
import { sampleOf } from "#core/triggers/index.ts";
import { text } from "#text/en.ts";
import type { Sample } from "#components/sending/sample.ts";
import type { ShopAround } from "./Workspace.tsx";

/** Whom a preview may be for: what was read of the shop, or for a trigger chosen since then its made-up customer. */
export const samplesFor = (
  trigger: string,
  { samples, samplesOf }: Pick<ShopAround, "samples" | "samplesOf">,
): readonly Sample[] =>
  trigger === samplesOf ? samples : [{ label: text.editor.madeUp, values: { ...sampleOf(trigger), ...sampleOutputs } }];
