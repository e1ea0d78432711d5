import type { z } from "zod";
import { activityExport } from "#services/activity/parts/export-job.server.ts";
import { backtestRun } from "#services/simulation/backtest/backtest-job.server.ts";
import type { AttendedKind, LongRunKind } from "./define.server.ts";

type AnyKind = LongRunKind<z.ZodType> | AttendedKind;

/** Every kind of long work. */
const kinds = [backtestRun, activityExport] as const;

// A kind's input is its own business: behind this line they are all alike.
const byName = new Map<string, AnyKind>(
  (kinds as readonly unknown[] as readonly AnyKind[]).map((kind) => [kind.kind, kind]),
);

export const kindOf = (name: string): AnyKind | null => byName.get(name) ?? null;
