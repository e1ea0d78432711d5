import type { StoreEvent } from "#sandbox/store/events.ts";
import type { StoreState } from "#sandbox/store/state.ts";

/** Where a write by an app lands: the store tells its apps of it as of a click. */
export interface MutationContext {
  store: StoreState;
  /** Such as http://127.0.0.1:3000: the store's own pages lie under it. */
  appUrl: string;
  now: () => string;
  tell: (events: readonly StoreEvent[]) => void;
  /** Something changed that no webhook tells of. */
  changed: () => void;
}

/** The answer to a write that is refused: null in the place of what was asked for. */
export const refuse = <Name extends string>(
  name: Name,
  field: readonly string[] | null,
  message: string,
  code?: string,
) => ({
  ...({ [name]: null } as Record<Name, null>),
  userErrors: [{ field, message, code }],
});
