import { z } from "zod";
import type { AppContext } from "#shell/context.server.ts";
import { findContactImport } from "#shell/repositories/customers/contact-imports.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import { defineBackgroundJob, type ReportProgress } from "#services/operations/background-jobs/define.server.ts";
import { applyNext } from "./apply-contacts.server.ts";
import { checkNext, readList } from "./check-contacts.server.ts";
import { undoNext } from "./undo-contacts.server.ts";

/** Works on an import until it waits for the merchant, or is over. Goes on from where it was left. */
export async function workOnImport(
  context: AppContext,
  shop: ShopRow,
  importId: string,
  report: ReportProgress,
): Promise<void> {
  for (;;) {
    const list = await findContactImport(context.db.pool, shop.id, importId);
    if (list?.status === "reading") await readList(context, shop, list, report);
    else if (list?.status === "checking") await checkNext(context, shop, list, report);
    else if (list?.status === "importing") await applyNext(context, shop, list, report);
    else if (list?.status === "undoing") await undoNext(context, list, report);
    else return;
  }
}

/** Reads, checks, applies and undoes a list of contacts. */
export const contactImportJob = defineBackgroundJob({
  kind: "contact_import",
  input: z.object({ importId: z.uuid(), stage: z.enum(["check", "import", "undo"]) }),
  // Each stage has a job of its own: the one before may just be ending.
  concurrencyKeyOf: ({ importId, stage }) => ({ importId, stage }),
  run: async ({ importId }, { context, shop, reportProgress }) => {
    await workOnImport(context, shop, importId, reportProgress);
    return {};
  },
});
