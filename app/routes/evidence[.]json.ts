import type { LoaderFunctionArgs } from "@remix-run/node";
import { readEvidence } from "#services/consent/consent-evidence.server.ts";
import { text } from "#text/en.ts";

const headers = { "Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer" };

/** The consent record as JSON, at a signed address. */
export const loader = async ({ request, context: { app } }: LoaderFunctionArgs) => {
  const evidence = await readEvidence(app, request.url);
  if (!evidence)
    return new Response(text.customers.evidence.over, {
      status: 404,
      headers: { ...headers, "Content-Type": "text/plain; charset=utf-8" },
    });
  const name = `evidence-${evidence.content.phone.replace(/\D/g, "")}.json`;
  return new Response(JSON.stringify(evidence, null, 2), {
    headers: {
      ...headers,
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}"`,
    },
  });
};
