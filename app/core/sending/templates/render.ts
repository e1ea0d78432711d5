import type { OfferedField } from "#core/automations/fields.ts";
import { countSegments } from "../segments.ts";
import { renderTemplate, type Rendered, type RenderedAt } from "./engine.ts";
import { templateValues } from "./values.ts";

/** What rendering depends on beside the template and its values. */
export interface Rendering extends RenderedAt {
  /** The fields in the values: each value is made safe by its field's type and kind. */
  offered: readonly OfferedField[];
  /** The shop's setting "Use plain characters in values". */
  plainValues: boolean;
}

/**
 * Renders a text message. Live sends, previews, test walks and backtests all render here.
 *
 * Values in plain characters take the place of the others only if they make the text GSM-7.
 */
export function renderText(source: string, values: Record<string, unknown>, rendering: Rendering): Rendered {
  const written = renderMessage(source, values, rendering);
  if ("error" in written || !rendering.plainValues || isGsm(written.text)) return written;
  const plain = renderTemplate(source, templateValues(values, rendering.offered, "plain"), rendering);
  return "text" in plain && isGsm(plain.text) ? plain : written;
}

/** Longer texts are rejected, and counting them takes long. */
const MAX_COUNTED = 2_000;
const isGsm = (text: string): boolean => countSegments(text.slice(0, MAX_COUNTED)).encoding === "GSM-7";

/** Renders an email to a customer: values are made safe, and keep their characters. */
export const renderMessage = (
  source: string,
  values: Record<string, unknown>,
  rendering: Omit<Rendering, "plainValues">,
): Rendered => renderTemplate(source, templateValues(values, rendering.offered, "safe"), rendering);

/** Renders what staff or the merchant's own systems read: values stay as given. */
export const renderForStaff = (
  source: string,
  values: Record<string, unknown>,
  rendering: Omit<Rendering, "plainValues">,
): Rendered => renderTemplate(source, templateValues(values, rendering.offered, "given"), rendering);
