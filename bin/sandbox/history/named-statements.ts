import { createHash } from "node:crypto";
import type pg from "pg";

/**
 * Makes a pool prepare each of its statements once, under a name: parsing and planning cost the embedded database more
 * than running them.
 */
export function withNamedStatements(pool: pg.Pool): void {
  const names = new Map<string, string>();
  const nameOf = (text: string): string => {
    const name = names.get(text) ?? createHash("md5").update(text).digest("hex");
    names.set(text, name);
    return name;
  };
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as (...statement: unknown[]) => unknown;
    client.query = ((...[text, values, ...rest]: unknown[]) =>
      typeof text === "string" && Array.isArray(values)
        ? query({ text, values, name: nameOf(text) }, ...rest)
        : query(text, values, ...rest)) as typeof client.query;
  });
}
