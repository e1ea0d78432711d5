import "../components/page/still.css";
import type { HeadersFunction, LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, Outlet, useLoaderData, useRouteError, useRouteLoaderData } from "@remix-run/react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import type { ReactNode } from "react";
import { useShown } from "#components/browser/client-loader.ts";
import { AccessProvider } from "#components/page/access.tsx";
import { AppNavigation } from "#components/page/AppNavigation.tsx";
import { SetupStrip } from "#components/team/setup/SetupStrip.tsx";
import { EarlyClicks } from "#components/browser/EarlyClicks.tsx";
import { PlainPage } from "#components/page/PlainPage.tsx";
import { ErrorPage, type ErrorKind } from "#components/page/ErrorPage.tsx";
import { useLoadingBar } from "#components/browser/use-loading-bar.ts";
import type { Permission } from "#core/team/permissions.ts";
import { readOpenSetup } from "#services/team/read-setup.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { text } from "#text/en.ts";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: polarisStyles }];
export const headers: HeadersFunction = (args) => boundary.headers(args);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, may } = await requireStaff(request, context);
  const { SHOPIFY_API_KEY, APP_BRIDGE_URL } = context.app.env;
  const setup = await readOpenSetup(context.app, shop);
  return { apiKey: SHOPIFY_API_KEY, appBridge: APP_BRIDGE_URL, may, setup };
}

/** The loader's data does not change while the app is open; the setup strip reads its own news. */
export const shouldRevalidate = () => false;

export default function App() {
  useLoadingBar();
  useShown();
  const { setup, ...frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      {setup && <SetupStrip opened={setup} />}
      <Outlet />
    </Frame>
  );
}

interface FrameProps {
  apiKey: string;
  may: readonly Permission[];
  children: ReactNode;
}

function Frame({ apiKey, may, children }: FrameProps) {
  return (
    // The root writes App Bridge into the document's head.
    <AppProvider isEmbeddedApp={false} apiKey={apiKey}>
      <EarlyClicks />
      <AppNavigation />
      <AccessProvider may={may}>{children}</AccessProvider>
    </AppProvider>
  );
}

/** Statuses that the app itself sends; Shopify's library sends all others. */
const troubles: Record<number, ErrorKind> = { 403: "refused", 404: "missing" };

/** Shows a page's error inside the frame, where there is one. Passes responses of Shopify's library through. */
export function ErrorBoundary() {
  const error = useRouteError();
  const frame = useRouteLoaderData<typeof loader>("routes/app");
  const kind = isRouteErrorResponse(error) ? troubles[error.status] : "broken";
  if (!kind) return boundary.error(error);
  if (!frame) return <PlainPage title={text.trouble.title}>{text.trouble.body}</PlainPage>;
  return (
    <Frame {...frame}>
      <ErrorPage kind={kind} />
    </Frame>
  );
}
