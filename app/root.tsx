import type { LinksFunction } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, ScrollRestoration } from "@remix-run/react";
import type { ReactNode } from "react";
import { PlainPage } from "#components/page/PlainPage.tsx";
import { text } from "./text/en.ts";

export const links: LinksFunction = () => [{ rel: "icon", href: "/favicon.svg", type: "image/svg+xml" }];

/** Where what is to be seen ends. */
const END = "end";
/**
 * The first picture is the whole page: a table that is painted while its rows still come moves its columns with each.
 */
const painted = { rel: "expect", href: `#${END}`, blocking: "render" };

export function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
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

/** The last resort, where not even the app's frame could be drawn: it must need nothing. */
export function ErrorBoundary() {
  return <PlainPage title={text.trouble.title}>{text.trouble.body}</PlainPage>;
}
