import type { z } from "zod";
import { backtestRun } from "./backtest.server.ts";
import type { LongRunKind } from "./define.server.ts";

/** Every kind of long work. */
const kinds = [backtestRun] as const;

// A kind's input is its own business: behind this line they are all alike.
const byName = new Map<string, LongRunKind<z.ZodType>>((kinds as readonly unknown[] as readonly LongRunKind<z.ZodType>[]).map((kind) => [kind.kind, kind]));

export const kindOf = (name: string): LongRunKind<z.ZodType> | null => byName.get(name) ?? null;
