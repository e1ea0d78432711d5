import { Banner, Page } from "@shopify/polaris";
import { text } from "#text/en.ts";

const words = text.editor;

/** Replaces the editor if the draft cannot be read. */
export const Unreadable = ({ id, name }: { id: string; name: string }) => (
  <Page title={name} backAction={{ content: words.back, url: `/app/automations/${id}` }}>
    <Banner tone="warning" action={{ content: words.versions, url: `/app/automations/${id}/versions` }}>
      {words.unreadable}
    </Banner>
  </Page>
);
