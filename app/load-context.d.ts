import type { AppContext } from "#shell/context.server.ts";

declare module "@remix-run/server-runtime" {
  /** What the server hands to every route. */
  interface AppLoadContext {
    app: AppContext;
    /** Resolves once the answer that is being written takes more; absent where nobody waits. */
    drained?: () => Promise<void>;
    /** Aborts once nobody reads the answer any more. */
    gone?: AbortSignal;
  }
}
