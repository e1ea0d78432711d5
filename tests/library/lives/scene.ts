import type { AdminCustomer } from "#shell/shopify/admin-api.server.ts";
import type { Life } from "../life.ts";

/** A stretch of Ada's life beside one automation. */
export interface Scene {
  /** What happens, as a fact. */
  tells: string;
  /** What the store knows of Ada besides. */
  ada?: Partial<AdminCustomer>;
  /** Where she lives, if not in New York. */
  zone?: string;
  /** Another system fails, which a backtest cannot know. */
  fails?: true;
  lives(life: Life): Promise<void>;
  /** The texts that she got, with the times of her clock. */
  got: readonly string[];
  /** What was done besides; nothing where it is left out. */
  done?: readonly string[];
  /** How her sequences stand at the end. */
  ways: readonly string[];
}

/** Scenes of each automation, by its key. */
export type Scenes = Readonly<Record<string, readonly Scene[]>>;
