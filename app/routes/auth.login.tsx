import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { PlainPage } from "#components/page/PlainPage.tsx";
import { text } from "#text/en.ts";

const words = text.login;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

/**
 * With a shop in the address, Shopify's library redirects to the store admin. Without one the page says where the app
 * opens: Shopify forbids to ask a merchant for the store's address.
 */
export async function loader({ request, context }: LoaderFunctionArgs) {
  if (new URL(request.url).searchParams.has("shop")) await context.app.shopify.login(request);
  return null;
}

export default function Login() {
  return (
    <PlainPage title={words.title}>
      <p>{words.body}</p>
      <p>{words.install}</p>
    </PlainPage>
  );
}
