import { Link } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { Section } from "./Section.tsx";

const words = text.settings.systems;

/** Links to the custom event API. */
export const SystemsSection = () => (
  <Section id="systems" title={words.title} body={words.body}>
    <Link url="/app/settings/events">{words.open}</Link>
  </Section>
);
