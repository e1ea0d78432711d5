import { ownSampleOutputs, sampleOutputs } from "#core/actions/index.ts";
import type { Definition } from "#core/automations/definition.ts";
import { outline } from "#core/automations/outline.ts";
import type { SimulatedCustomer } from "#core/simulation/simulated-customers.ts";
import type { PastEvent } from "#core/simulation/simulation.ts";
import { customerValuesOf, factsOf } from "#core/customers/record.ts";
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
 * @param links short-link settings of the shop
 */
export function writeTestTexts(
  definition: Definition,
  event: PastEvent,
  customer: SimulatedCustomer | null,
  { domain, timezone, ...rest }: Shop,
  now: Instant,
  links: ShortLinks,
): WrittenTestText[] {
  const shop = { name: nameInTexts(rest), url: `https://${domain}` };
  const customerValues = customerValuesOf(
    event.normalizedEvent.facts,
    { ...sampleOutputs, ...ownSampleOutputs(definition.steps) },
    customer &&
      factsOf(
        customer.today,
        customer.segments.map((segment) => segment.name),
      ),
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
