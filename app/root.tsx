import type { LinksFunction } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { PlainPage } from "#components/page/PlainPage.tsx";
import { text } from "./text/en.ts";

export const links: LinksFunction = () => [{ rel: "icon", href: "/favicon.svg", type: "image/svg+xml" }];

/** Id of the last element of a page. */
const END = "end";
/** The browser paints the page once it is complete: a table painted while its rows arrive shifts its columns. */
const painted = { rel: "expect", href: `#${END}`, blocking: "render" };

const APP_BRIDGE = "https://cdn.shopify.com/shopifycloud/app-bridge.js";

export function Layout({ children }: { children: ReactNode }) {
  // Pages outside the store admin, such as the one of an opt-out link, load no App Bridge.
  const embedded = useRouteLoaderData<{ apiKey: string; appBridge?: string }>("routes/app");
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        {/* Shopify asks that it is the first script of an embedded document. */}
        {embedded && <script src={embedded.appBridge ?? APP_BRIDGE} data-api-key={embedded.apiKey} />}
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <Meta />
        <Links />
        <link {...painted} />
      </head>
      <body>
        {children}
        <div id={END} />
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

/** The fallback when the app's frame cannot render: it depends on nothing. */
export function ErrorBoundary() {
  return <PlainPage title={text.trouble.title}>{text.trouble.body}</PlainPage>;
}
