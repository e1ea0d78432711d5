import type { z } from "zod";
import { activityExportJob } from "#services/activity/parts/export-job.server.ts";
import { backtestJob } from "#services/simulation/backtest/backtest-job.server.ts";
import type { ClientDrivenKind, BackgroundJobKind } from "./define.server.ts";

type AnyKind = BackgroundJobKind<z.ZodType> | ClientDrivenKind;

/** Every kind of long work. */
const kinds = [backtestJob, activityExportJob] as const;

// A kind's input is its own business: behind this line they are all alike.
const byName = new Map<string, AnyKind>(
  (kinds as readonly unknown[] as readonly AnyKind[]).map((kind) => [kind.kind, kind]),
);

export const kindOf = (name: string): AnyKind | null => byName.get(name) ?? null;
