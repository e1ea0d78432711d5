/** JSON with integers of any size: bigints in code, plain numbers on the wire. */
export type Json = string | number | bigint | boolean | null | readonly Json[] | { readonly [key: string]: Json };

declare global {
  interface JSON {
    rawJSON(text: string): unknown;
  }
}

export const writeJson = (value: Json): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? JSON.rawJSON(part.toString()) : part));
