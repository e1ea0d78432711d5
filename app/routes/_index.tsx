import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { PlainPage } from "#components/page/PlainPage.tsx";
import { text } from "#text/en.ts";

export const meta: MetaFunction = () => [{ title: text.appName }];

/** Shopify opens an app at its root: redirects to the app with the same query. */
export function loader({ request }: LoaderFunctionArgs) {
  const { searchParams, search } = new URL(request.url);
  if (searchParams.has("shop")) throw redirect(`/app${search}`);
  return null;
}

export default function Landing() {
  return (
    <PlainPage title={text.landing.title}>
      <p>{text.landing.body}</p>
      <p>
        {text.landing.open} <a href="/auth/login">{text.landing.login}</a>
      </p>
    </PlainPage>
  );
}
