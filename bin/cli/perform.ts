import type { AppContext } from "#shell/context.server.ts";

/** What a command answers: for a program, and for a person. */
export interface CommandOutput {
  data: unknown;
  text: string;
  /** It was done, and what it found is wrong: exit code 1. */
  failed?: boolean;
  /** What could not be done, said where faults are: exit code 1. */
  faults?: string;
}

/** How a command's work becomes commander's action. */
export interface Perform {
  /** Where the operator stands: what paths on the line start from. */
  cwd: string;
  plainly<A extends unknown[]>(
    work: (...given: A) => CommandOutput | Promise<CommandOutput>,
  ): (...given: A) => Promise<void>;
  withContext<A extends unknown[]>(
    work: (context: AppContext, ...given: A) => Promise<CommandOutput>,
  ): (...given: A) => Promise<void>;
}

/** Lines in columns. */
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
