import type { IncomingMessage, ServerResponse } from "node:http";

/** The app's requests that are not answered yet; a page's stream of changes, which stays open, is none of them. */
export function trackOpenRequests() {
  const open = new Set<ServerResponse>();
  let allAnswered = () => {};
  return {
    add(request: IncomingMessage, response: ServerResponse): void {
      if (!request.url?.startsWith("/app") || request.headers.accept?.includes("text/event-stream")) return;
      open.add(response);
      response.once("close", () => {
        open.delete(response);
        if (open.size === 0) allAnswered();
      });
    },
    /** Resolves when all requests so far are answered. */
    answered: (): Promise<void> => (open.size === 0 ? Promise.resolve() : new Promise((done) => (allAnswered = done))),
  };
}
