import { openExport, startActivityExport, type ActivityExport } from "#services/activity/export-activity.server.ts";

/** Starts an export of the log; returns the whole address of its file. */
export async function addressOfExport(...given: Parameters<typeof startActivityExport>): Promise<string> {
  const started = await startActivityExport(...given);
  if (!started.ok) throw new Error(started.message);
  return `https://shopbell.example${started.address}`;
}

/** Opens the file of an export, which is expected to open. */
export async function openedExport(...given: Parameters<typeof openExport>): Promise<ActivityExport> {
  const opened = await openExport(...given);
  if (!opened || opened === "too_many") throw new Error("the export did not open");
  return opened;
}
