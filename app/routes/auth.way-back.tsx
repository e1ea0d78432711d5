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

/** For a page of the app that was reloaded by itself, inside the store admin. */
export function loader({ request }: LoaderFunctionArgs) {
  const page = pageOfTheApp(new URL(request.url).searchParams.get("to"));
  if (page === null) throw redirect("/auth/login");
  return { page };
}

export default function WayBack() {
  const { page } = useLoaderData<typeof loader>();
  // What the tab has kept, the browser alone knows.
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
