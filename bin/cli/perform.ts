import type { AppContext } from "#shell/context.server.ts";

/** Result of a command: JSON data and text. */
export interface CommandOutput {
  data: unknown;
  text: string;
  /** The command succeeded but found a problem: exit code 1. */
  failed?: boolean;
  /** Error text for stderr: exit code 1. */
  faults?: string;
}

/** Wraps command handlers as commander actions. */
export interface Perform {
  /** The operator's working directory, for relative paths. */
  cwd: string;
  plainly<A extends unknown[]>(
    work: (...given: A) => CommandOutput | Promise<CommandOutput>,
  ): (...given: A) => Promise<void>;
  withContext<A extends unknown[]>(
    work: (context: AppContext, ...given: A) => Promise<CommandOutput>,
  ): (...given: A) => Promise<void>;
}

/** Formats rows as aligned columns. */
export function columns(rows: readonly (readonly (string | number)[])[]): string {
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, at) => Math.max(most[at] ?? 0, String(cell).length)),
    [],
  );
  return rows
    .map((row) =>
      row
        .map((cell, at) => String(cell).padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
