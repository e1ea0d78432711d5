import { useRouteError, isRouteErrorResponse } from "@remix-run/react";
import { PlainPage } from "#components/page/PlainPage.tsx";
import { text } from "#text/en.ts";

export const loader = () => {
  throw new Response(null, { status: 404 });
};

export default function Missing() {
  return null;
}

export function ErrorBoundary() {
  const error = useRouteError();
  if (!isRouteErrorResponse(error)) throw error;
  return (
    <PlainPage title={text.trouble.missingTitle}>
      <p>{text.trouble.missingBody}</p>
      <p>
        <a href="/">{text.appName}</a>
      </p>
    </PlainPage>
  );
}
