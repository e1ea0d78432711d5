import { Banner, Page } from "@shopify/polaris";
import { text } from "#text/en.ts";

const words = text.editor;

/** In the editor's place, for a draft that it does not understand. */
export const Unreadable = ({ id, name }: { id: string; name: string }) => (
  <Page title={name} backAction={{ content: words.back, url: `/app/automations/${id}` }}>
    <Banner tone="warning" action={{ content: words.versions, url: `/app/automations/${id}/versions` }}>
      {words.unreadable}
    </Banner>
  </Page>
);
