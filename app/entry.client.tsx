import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { partsSettled } from "#components/browser/before-awake.ts";
import { rememberTheWay } from "#components/browser/way-back.ts";
import { takeAnswersWhole } from "#components/browser/whole-answers.ts";

takeAnswersWhole();
rememberTheWay();
void partsSettled().then(() =>
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <RemixBrowser />
      </StrictMode>,
    );
  }),
);
