import path from "node:path";

/** File in which a running sandbox stores how the CLI reaches it. */
export const controlFile = (dataDir: string): string => path.join(dataDir, "operator.json");
