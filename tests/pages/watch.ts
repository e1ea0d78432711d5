import type { BrowserContext } from "playwright-core";

/**
 * Notes whatever a person with the browser's tools open would frown at: a console's errors and warnings, exceptions,
 * requests that fail or are refused, and any that leaves the sandbox. What breaks off because its page is left is no
 * fault.
 * @param home the sandbox's address
 * @returns hands over what was noted since the last time, a line each
 */
export function watch(context: BrowserContext, home: string): () => string[] {
  const faults: string[] = [];
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      faults.push(`console ${message.type()}: ${message.text()}`);
  });
  context.on("weberror", (problem) => faults.push(`exception: ${problem.error().message}`));
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") faults.push(`failed: ${request.method()} ${request.url()} ${why}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400)
      faults.push(`answered ${response.status()}: ${response.request().method()} ${response.url()}`);
  });
  context.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:" && origin !== home) faults.push(`left the sandbox: ${request.url()}`);
  });
  return () => faults.splice(0);
}
