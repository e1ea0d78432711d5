import { once } from "node:events";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";

export interface OutboundPost {
  url: URL;
  headers: Record<string, string>;
  body: string;
  lookup: LookupFunction;
  /** For everything from the look-up of the name to the last byte of the answer. */
  patienceMs: number;
  /** The answer is read so far and no further. */
  mostBytes: number;
}

export interface OutboundResponse {
  status: number;
  headers: IncomingMessage["headers"];
  /** What was read of it. */
  body: string;
}

/**
 * POSTs once. Redirects are answers, never followed, and no connection is kept, so that each call looks its name up
 * anew.
 * @throws what the network throws; an AbortError when patience ran out
 */
export async function postOnce({
  url,
  headers,
  body,
  lookup,
  patienceMs,
  mostBytes,
}: OutboundPost): Promise<OutboundResponse> {
  const { request: open } = url.protocol === "https:" ? https : http;
  const request = open(url, {
    method: "POST",
    headers: { ...headers, "Content-Length": String(Buffer.byteLength(body)) },
    lookup,
    agent: false,
    signal: AbortSignal.timeout(patienceMs),
  });
  // One that comes after the answer, as the connection is dropped, has nobody left to tell.
  request.on("error", () => {});
  request.end(body);
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await readSome(response, mostBytes) };
}

async function readSome(response: IncomingMessage, mostBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= mostBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, mostBytes).toString("utf8");
}
