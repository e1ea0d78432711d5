import { Link } from "@shopify/polaris";
import { text } from "#text/en.ts";

/** Links to a page of the store admin, in the top frame. */
export const AdminLink = ({ url }: { url: string }) => (
  <Link url={url} target="_top">
    {text.entry.inAdmin}
  </Link>
);
