import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useEffect, useSyncExternalStore } from "react";
import { PlainPage } from "#components/page/PlainPage.tsx";
import { rememberedPage } from "#components/browser/remembered-page.ts";
import { pageOfTheApp } from "#shell/shopify/return-page.server.ts";
import { text } from "#text/en.ts";

const words = text.wayBack;
const never = () => () => {};

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

/** Sends a page that was opened outside the store admin back into it. */
export function loader({ request }: LoaderFunctionArgs) {
  const page = pageOfTheApp(new URL(request.url).searchParams.get("to"));
  if (page === null) throw redirect("/auth/login");
  return { page };
}

export default function WayBack() {
  const { page } = useLoaderData<typeof loader>();
  // The address is in the tab's session storage.
  const way = useSyncExternalStore(
    never,
    () => rememberedPage(page),
    () => undefined,
  );
  useEffect(() => {
    if (way) window.location.replace(way);
  }, [way]);
  const lost = way === null;
  return (
    <PlainPage title={lost ? words.lostTitle : words.title}>
      {lost && (
        <p>
          {words.lostBody}{" "}
          <a href="/auth/login" target="_top">
            {text.login.title}
          </a>
        </p>
      )}
    </PlainPage>
  );
}
