import { Link } from "@shopify/polaris";
import { text } from "#text/en.ts";

/** The way to a page of the store admin, which takes the place of the app. */
export const AdminLink = ({ url }: { url: string }) => (
  <Link url={url} target="_top">
    {text.entry.inAdmin}
  </Link>
);
