import type { ImportPart, ImportProblem, ImportResource } from "#core/intake/import/resources.ts";
import { showCount, showNumber } from "../../number.ts";

const names: Readonly<Record<ImportResource, string>> = {
  customers: "Customers and consents",
  orders: "Orders",
  checkouts: "Abandoned checkouts",
};

/** Why a resource is missing, with the remedy. */
const problems: Readonly<Record<ImportProblem, string>> = {
  no_access: "Shopify does not let Shopbell in. Open Shopbell from your store’s admin once more; it goes on by itself.",
  not_granted:
    "Shopbell lacks a permission. Open it from your store’s admin once more, grant what it asks for, then try again.",
  no_answer: "Shopify gives no answer. Shopbell asks again by itself.",
  failed: "Shopify could not prepare the data. Try again later; nothing that was imported is lost.",
  cancelled: "The export was cancelled in Shopify. Try again.",
  unreadable: "Shopify’s file could not be read. Try again; it goes on without losing anything.",
  partial: "Shopify gave only a part of the data. That part is imported; try again for the rest.",
};

/** The import of what a store had before the installation. */
export const imports = {
  title: { running: "Importing your store", done: "Your store is imported", failed: "The import is incomplete" },
  badge: { running: "Running", done: "Done", failed: "Incomplete" },
  body: {
    running: "Shopbell reads what your store had before. No text goes out because of it, and you can go on meanwhile.",
    done: "A backtest now shows what an automation would have done in your store.",
    failed: "What could be read is imported. No text goes out because of it.",
  },
  name: (resource: ImportResource): string => names[resource],
  /** How far a resource is. */
  progress: ({ status, done, total, unreadable }: ImportPart): string => {
    const of = total !== null && total > done ? ` of ${showNumber(total)}` : "";
    const left = unreadable > 0 ? `, ${showCount(unreadable, "could", "could")} not be read` : "";
    switch (status) {
      case "waiting":
        return "Waiting";
      case "asked":
        return total ? `Shopify has prepared ${showNumber(total)}` : "Shopify prepares them";
      case "reading":
        return `${showNumber(done)}${of} read${left}`;
      case "done":
        return `${showNumber(done)} imported${left}`;
      case "failed":
        return done > 0 ? `${showNumber(done)} imported${left}` : "Not imported";
    }
  },
  problem: (problem: ImportProblem): string => problems[problem],
  nextAt: "Next try:",
  again: "Try again",
  started: "The import has started",
  backtest: "See your automations",
};
