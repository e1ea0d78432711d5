import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { lazyPartsLoaded } from "#components/browser/before-hydration.ts";
import { rememberPage } from "#components/browser/remembered-page.ts";
import { bufferResponses } from "#components/browser/buffer-responses.ts";

bufferResponses();
rememberPage();
void lazyPartsLoaded().then(() =>
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <RemixBrowser />
      </StrictMode>,
    );
  }),
);
