import { ownSampleOutputs, sampleOutputs } from "#core/actions/index.ts";
import type { Definition } from "#core/automations/definition.ts";
import { outline } from "#core/automations/outline.ts";
import type { Facts } from "#core/intake/define.ts";
import { customerValuesOf, type CustomerFacts } from "#core/customers/record.ts";
import { storeHosts, shortenLinks, type ShortLinks } from "#core/sending/links.ts";
import { nameInTexts, readSettings } from "#core/team/settings.ts";
import { sampleOf } from "#core/triggers/index.ts";
import type { Instant } from "#core/time/time.ts";
import { nameStep } from "#text/changes/name-step.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { previewStepText } from "#services/automations/parts/describe-steps.server.ts";

/** A text rendered for one customer. */
export interface WrittenTestText {
  stepId: string;
  step: string;
  /** Text with shortened links, as on the phone. */
  body: string;
  /** Text with full links, as passed to sending, which shortens them. */
  words: string;
  /** The store's hosts, which links may point to. */
  hosts: string[];
}

/**
 * Renders every text of an automation, in all branches.
 * @param facts of the event that starts it
 * @param customer null for the made-up one
 * @param links short-link settings of the shop
 */
export function writeTestTexts(
  definition: Definition,
  facts: Facts,
  customer: CustomerFacts | null,
  { domain, timezone, ...rest }: Shop,
  now: Instant,
  links: ShortLinks,
): WrittenTestText[] {
  const shop = { name: nameInTexts(rest), url: `https://${domain}` };
  const customerValues = customerValuesOf(
    facts,
    { ...sampleOutputs, ...ownSampleOutputs(definition.steps) },
    customer,
    shop,
  );
  const values = customer ? customerValues : { ...sampleOf(definition.trigger.type, shop), ...customerValues };
  const hosts = storeHosts(values);
  const moment = {
    now,
    timezone,
    shopTimezone: timezone,
    values,
    plainValues: readSettings(rest.settings).plainValues,
    language: readSettings(rest.settings).textLanguage,
  };
  return [...outline(definition).values()].flatMap(({ step }) => {
    const words = previewStepText(step, moment, definition, null);
    return words
      ? [
          {
            stepId: step.id,
            step: nameStep(step, definition),
            body: shortenLinks(words, { kind: "test", values, links }).body,
            words,
            hosts,
          },
        ]
      : [];
  });
}
