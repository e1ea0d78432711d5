import type { z } from "zod";
import { activityExportJob, archiveJob } from "#services/activity/parts/export-job.server.ts";
import { contactImportJob } from "#services/customers/parts/contact-import-job.server.ts";
import { backtestJob } from "#services/simulation/backtest/backtest-job.server.ts";
import type { ClientDrivenKind, BackgroundJobKind } from "./define.server.ts";

type AnyKind = BackgroundJobKind<z.ZodType> | ClientDrivenKind;

/** All kinds of background jobs. */
const kinds = [backtestJob, activityExportJob, archiveJob, contactImportJob] as const;

// The registry erases the input types; each kind parses its own input.
const byName = new Map<string, AnyKind>(
  (kinds as readonly unknown[] as readonly AnyKind[]).map((kind) => [kind.kind, kind]),
);

export const kindOf = (name: string): AnyKind | null => byName.get(name) ?? null;
