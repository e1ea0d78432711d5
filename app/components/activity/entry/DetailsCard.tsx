import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { Fact, Facts } from "#components/page/Facts.tsx";
import { Time } from "#components/page/Time.tsx";
import { AdminLink } from "./AdminLink.tsx";
import { Event } from "./Event.tsx";
import type { ShownEntry } from "./shown-entry.ts";

const words = text.entry;

/** Time, automation and trigger of the decision. */
export function DetailsCard({ entry: { action, automation, event, at, there, credits } }: { entry: ShownEntry }) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {words.details}
        </Text>
        <Facts>
          <Fact name={text.activity.automation}>
            {automation && <Link url={`/app/automations/${automation.id}`}>{automation.name}</Link>}
          </Fact>
          <Fact name={action === "exit" ? words.endingEvent : words.event}>{event && <Event {...event} />}</Fact>
          <Fact name={words.about}>
            {event?.about && (
              <BlockStack inlineAlign="end">
                <Text as="span">{event.about.says}</Text>
                {event.about.inAdmin && <AdminLink url={event.about.inAdmin} />}
              </BlockStack>
            )}
          </Fact>
          <Fact name={words.eventAt}>{event && <Time at={event.at} />}</Fact>
          <Fact name={words.decidedAt}>
            <Time at={at} />
          </Fact>
          <Fact name={words.thereName}>{there && words.there(there.shown, there.zone)}</Fact>
          <Fact name={words.cost}>{credits > 0 ? words.credits(credits) : null}</Fact>
        </Facts>
      </BlockStack>
    </Card>
  );
}
