import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { createGunzip } from "node:zlib";

/** One object of a bulk operation's result, with the objects of its connection. */
export interface BulkObject {
  root: unknown;
  children: unknown[];
}

/** The file cannot be read: it lies elsewhere, its address has expired, or it ends early. */
export class BulkFileError extends Error {
  override name = "BulkFileError";
}

const FIRST_BYTE_MS = 30_000;
const IDLE_MS = 60_000;
const MAX_LINE = 4_000_000;
const MAX_TOTAL = 16_000_000_000;
/** More items than a webhook has. */
const MAX_CHILDREN = 250;

/** The hosts of Shopify's files. */
const STORAGE = /^(?:[a-z0-9-]+\.)*(?:storage\.googleapis\.com|shopify\.com|shopifycdn\.com)$/;

/** @throws BulkFileError unless the address is one of Shopify's files, or of the simulated Admin API's */
function checkAddress(address: string, base: string | undefined): URL {
  const url = URL.parse(address);
  const isOurs = base !== undefined && url?.origin === new URL(base).origin;
  const isShopifys = base === undefined && url?.protocol === "https:" && url.port === "" && STORAGE.test(url.hostname);
  if (!url || !(isOurs || isShopifys)) throw new BulkFileError(`no file of Shopify's: ${url?.host ?? "no address"}`);
  return url;
}

/**
 * Reads the objects of a file line by line, each with its children, which follow it; null for one that is no JSON. Holds
 * one object and one chunk of the file.
 * @throws BulkFileError
 */
export async function* readBulkFile(address: string, base: string | undefined): AsyncGenerator<BulkObject | null> {
  let object: BulkObject | null = null;
  for await (const line of linesOf(decompressed(download(checkAddress(address, base))))) {
    const parsed = parseLine(line);
    if (object && parsed !== null && typeof parsed.__parentId === "string") {
      if (object.children.length < MAX_CHILDREN) object.children.push(parsed);
      continue;
    }
    if (object) yield object;
    object = null;
    if (parsed === null) yield null;
    else if (parsed.__parentId === undefined) object = { root: parsed, children: [] };
  }
  if (object) yield object;
}

function parseLine(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

async function* download(url: URL): AsyncGenerator<Buffer> {
  const stalled = new AbortController();
  let timer = setTimeout(() => stalled.abort(), FIRST_BYTE_MS);
  let total = 0;
  try {
    const response = await fetch(url, { redirect: "error", signal: stalled.signal });
    if (!response.ok || !response.body) throw new BulkFileError(`the file's host answered ${response.status}`);
    for await (const chunk of Readable.fromWeb(
      response.body as ReadableStream<Uint8Array>,
    ) as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      total += chunk.byteLength;
      if (total > MAX_TOTAL) throw new BulkFileError("the file is too large");
      yield Buffer.from(chunk);
      timer = setTimeout(() => stalled.abort(), IDLE_MS);
    }
  } catch (error) {
    if (error instanceof BulkFileError) throw error;
    throw new BulkFileError(`the file could not be read: ${String(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
    stalled.abort();
  }
}

/** Decompresses a gzip file; others pass as they are. */
async function* decompressed(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const first = await chunks.next();
  if (first.done) return;
  async function* whole() {
    yield first.value as Buffer;
    yield* chunks;
  }
  const isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
  if (!isGzip) return yield* whole();
  const source = Readable.from(whole());
  const gunzip = createGunzip();
  source.on("error", (error) => gunzip.destroy(error));
  try {
    for await (const chunk of source.pipe(gunzip)) yield chunk as Buffer;
  } catch (error) {
    if (error instanceof BulkFileError) throw error;
    throw new BulkFileError(`the file could not be decompressed: ${String(error)}`, { cause: error });
  } finally {
    source.destroy();
  }
}

async function* linesOf(chunks: AsyncGenerator<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  let total = 0;
  for await (const chunk of chunks) {
    total += chunk.length;
    if (total > MAX_TOTAL) throw new BulkFileError("the file is too large");
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > MAX_LINE) throw new BulkFileError("a line of the file is too long");
    for (const line of lines) if (line.trim() !== "") yield line;
  }
  rest += decoder.decode();
  if (rest.trim() !== "") yield rest;
}
