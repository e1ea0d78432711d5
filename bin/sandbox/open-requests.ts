import type { IncomingMessage, ServerResponse } from "node:http";

/** The app's requests that are not answered yet; a page's stream of changes, which stays open, is answered by its head. */
export function trackOpenRequests() {
  const open = new Set<ServerResponse>();
  let allAnswered = () => {};
  return {
    add(request: IncomingMessage, response: ServerResponse): void {
      if (!request.url?.startsWith("/app")) return;
      const leave = () => {
        if (open.delete(response) && open.size === 0) allAnswered();
      };
      open.add(response);
      response.once("close", leave);
      if (request.headers.accept?.includes("text/event-stream")) callAtHead(response, leave);
    },
    /** Resolves when all requests so far are answered. */
    answered: (): Promise<void> => (open.size === 0 ? Promise.resolve() : new Promise((done) => (allAnswered = done))),
  };
}

function callAtHead(response: ServerResponse, call: () => void): void {
  const write = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
  response.writeHead = (...given: unknown[]) => {
    call();
    return write(...given);
  };
}
