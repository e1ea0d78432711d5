import path from "node:path";

/** Where a running sandbox notes how the operator's tool reaches it. */
export const controlFile = (dataDir: string): string => path.join(dataDir, "operator.json");
