import type { AppContext } from "#shell/context.server.ts";

declare module "@remix-run/server-runtime" {
  /** What the server hands to every route. */
  interface AppLoadContext {
    app: AppContext;
    /** Resolves once the response stream accepts more data; absent where the server does not wait for it. */
    drained?: () => Promise<void>;
    /** Aborts when the client closes the connection. */
    gone?: AbortSignal;
  }
}
