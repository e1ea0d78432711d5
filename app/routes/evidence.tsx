import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { EvidencePages } from "#components/consent/EvidencePages.tsx";
import { PlainPage } from "#components/page/PlainPage.tsx";
import { readEvidence } from "#services/consent/consent-evidence.server.ts";
import { text } from "#text/en.ts";

const words = text.customers.evidence;

export const meta: MetaFunction = () => [{ title: words.title }, { name: "robots", content: "noindex" }];
export const headers: HeadersFunction = () => ({ "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" });

/** The printable consent record, at a signed address. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const evidence = await readEvidence(context.app, request.url);
  if (!evidence) throw data(null, { status: 404 });
  const { content, sha256 } = evidence;
  // The page shows the formatted rows; the JSON file has the raw rows as well.
  return {
    ...content,
    people: content.people.length,
    suppression: null,
    lines: content.lines.map(({ at, shown, kind, says, details }) => ({ at, shown, kind, says, details })),
    sha256,
  };
}

export default function Evidence() {
  return <EvidencePages {...useLoaderData<typeof loader>()} />;
}

export function ErrorBoundary() {
  return <PlainPage title={words.title}>{words.over}</PlainPage>;
}
