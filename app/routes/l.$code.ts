import type { LoaderFunctionArgs } from "@remix-run/node";
import { followLink } from "#services/sending/follow-link.server.ts";

/** Redirects a short link from a text. */
export const loader = async ({ request, params, context: { app } }: LoaderFunctionArgs) => {
  const headers = { "Cache-Control": "no-store", "X-Robots-Tag": "noindex" };
  const target = await followLink(app, params.code ?? "", request);
  if (!target)
    return new Response("This link leads nowhere.", {
      status: 404,
      headers: { ...headers, "Content-Type": "text/plain; charset=utf-8" },
    });
  return new Response(null, { status: 302, headers: { ...headers, Location: target } });
};
