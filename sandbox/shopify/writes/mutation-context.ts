import type { StoreEvent } from "#sandbox/store/events.ts";
import type { StoreState } from "#sandbox/store/state.ts";

/** Context of mutations: they send webhooks like actions in the store. */
export interface MutationContext {
  store: StoreState;
  /** Such as http://127.0.0.1:3000: the base of the store's pages. */
  appUrl: string;
  now: () => string;
  send: (events: readonly StoreEvent[]) => void;
  /** Marks a change without a webhook. */
  changed: () => void;
}

/** The payload of a refused mutation: null for the requested record. */
export const refuse = <Name extends string>(
  name: Name,
  field: readonly string[] | null,
  message: string,
  code?: string,
) => ({
  ...({ [name]: null } as Record<Name, null>),
  userErrors: [{ field, message, code }],
});
