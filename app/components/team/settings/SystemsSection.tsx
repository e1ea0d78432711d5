import { Link } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { Section } from "./Section.tsx";

const words = text.settings.systems;

/** The way to the door for a merchant's own systems. */
export const SystemsSection = () => (
  <Section id="systems" title={words.title} body={words.body}>
    <Link url="/app/settings/events">{words.open}</Link>
  </Section>
);
