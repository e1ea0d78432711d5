import type { TestProject } from "vitest/node";
import { findChromium } from "#sandbox/browser/executables.ts";
import { present } from "./binaries.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Path of the browser's executable. */
    chromium: string | null;
  }
}

/** Before the tests of the pages. */
export default function setup({ provide }: TestProject): void {
  provide("chromium", present(findChromium(), "Chromium", "the tests in a browser"));
}
