import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { CaughtCall } from "./hooks/catcher.ts";
import type { Mail } from "./mailbox/mailbox.ts";
import type { TokenState } from "./shopify/tokens.ts";
import type { StoreState } from "./store/state.ts";
import type { TwilioState } from "./twilio/twilio.ts";
import type { Delivery } from "./webhooks/post-office.ts";

const FORM = 1;

/** The state that survives a restart. */
export interface WorldState {
  form: typeof FORM;
  /** Offset of the sandbox's clock to the machine's, in milliseconds. */
  clockAhead: number;
  store: StoreState;
  tokens: TokenState;
  twilio: TwilioState;
  deliveries: Delivery[];
  /** Missing in files of earlier sandboxes. */
  mails?: Mail[];
  calls?: CaughtCall[];
}

/**
 * @returns null without a file
 * @throws on another file format
 */
export async function recall(file: string | null): Promise<WorldState | null> {
  if (file === null) return null;
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  const state = JSON.parse(text) as WorldState;
  if (state.form !== FORM) throw new Error(`${file} is no state of this sandbox; remove it to start anew`);
  return state;
}

/** The stored clock offset in milliseconds; 0 for a new sandbox. */
export async function rememberedAhead(file: string | null): Promise<number> {
  return (await recall(file))?.clockAhead ?? 0;
}

export interface Memory {
  /** Debounced. */
  save: () => void;
  /** Resolves once everything is on disk. */
  flush: () => Promise<void>;
}

/** Only the owner can read the file. The write is atomic: to a temporary file, then a rename. */
export async function writeState(file: string, state: Omit<WorldState, "form">): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const beside = `${file}.new`;
  await writeFile(beside, JSON.stringify({ form: FORM, ...state }), { mode: 0o600 });
  await rename(beside, file);
}

export function createMemory(file: string | null, snapshot: () => Omit<WorldState, "form">): Memory {
  let writing: Promise<void> | null = null;
  let stale = false;

  async function write(path: string): Promise<void> {
    while (stale) {
      stale = false;
      await writeState(path, snapshot());
    }
  }

  return {
    save: () => {
      if (file === null) return;
      stale = true;
      writing ??= Promise.resolve()
        .then(() => write(file))
        .finally(() => (writing = null));
      // `flush` reports the failure; until then the state stays in memory.
      writing.catch(() => {});
    },
    flush: async () => {
      while (writing) await writing;
    },
  };
}
