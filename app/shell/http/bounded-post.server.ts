import { once } from "node:events";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";

export interface OutboundPost {
  url: URL;
  headers: Record<string, string>;
  body: string;
  lookup: LookupFunction;
  /** Total timeout, from DNS lookup to the last byte of the response. */
  timeoutMs: number;
  /** Maximum bytes of the response to read. */
  maxBytes: number;
}

export interface OutboundResponse {
  status: number;
  headers: IncomingMessage["headers"];
  /** The part that was read. */
  body: string;
}

/**
 * Sends one POST. Does not follow redirects, and does not reuse connections, so that every call resolves the host name
 * again.
 * @throws network errors; an AbortError on timeout
 */
export async function postOnce({
  url,
  headers,
  body,
  lookup,
  timeoutMs: patienceMs,
  maxBytes: mostBytes,
}: OutboundPost): Promise<OutboundResponse> {
  const { request: open } = url.protocol === "https:" ? https : http;
  const request = open(url, {
    method: "POST",
    headers: { ...headers, "Content-Length": String(Buffer.byteLength(body)) },
    lookup,
    agent: false,
    signal: AbortSignal.timeout(patienceMs),
  });
  // An error after the response, when the connection closes, has no listener otherwise.
  request.on("error", () => {});
  request.end(body);
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await readUpTo(response, mostBytes) };
}

async function readUpTo(response: IncomingMessage, mostBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= mostBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, mostBytes).toString("utf8");
}
