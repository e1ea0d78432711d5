import { sampleOutputs } from "#core/actions/index.ts";
import type { Definition } from "#core/automations/definition.ts";
import { outline } from "#core/automations/outline.ts";
import type { SimulatedCustomer } from "#core/simulation/simulated-customers.ts";
import type { PastEvent } from "#core/simulation/simulation.ts";
import { factsOf } from "#core/customers/record.ts";
import { customerValuesOf } from "#core/customers/facts.ts";
import { ownHosts, shortenLinks, type ShortLinks } from "#core/sending/short-links.ts";
import { nameInTexts } from "#core/team/settings.ts";
import { sampleOf } from "#core/triggers/index.ts";
import type { Instant } from "#core/time/time.ts";
import { nameStep } from "#text/changes/name-step.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { previewStepText } from "#services/automations/parts/describe-steps.server.ts";

/** A text of an automation, in the words that one customer would read. */
export interface WrittenTestText {
  stepId: string;
  step: string;
  /** As it reads on the phone. */
  body: string;
  /** As it is handed on to be sent: its links become short then. */
  words: string;
  /** Where the store's own pages are that it may lead to. */
  hosts: string[];
}

/** Every text of an automation, on whichever way it lies. @param links as the shop wants them */
export function writeTestTexts(
  definition: Definition,
  event: PastEvent,
  person: SimulatedCustomer | null,
  { domain, timezone, ...rest }: Shop,
  now: Instant,
  links: ShortLinks | null,
): WrittenTestText[] {
  const shop = { name: nameInTexts(rest), url: `https://${domain}` };
  const known = customerValuesOf(
    event.normalizedEvent.facts,
    sampleOutputs,
    person &&
      factsOf(
        person.today,
        person.segments.map((segment) => segment.name),
      ),
    shop,
  );
  const values = person ? known : { ...sampleOf(definition.trigger.type, shop), ...known };
  const hosts = ownHosts(values);
  const moment = { now, timezone, shopTimezone: timezone, values };
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
