import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { withDeadline } from "#shell/deadline.server.ts";

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
 * again. Always settles by its deadline, whatever the receiver does: it answers nothing, drips bytes, switches
 * protocols, or hangs up.
 * @throws network errors; DeadlinePassed
 */
export function postOnce({ url, headers, body, lookup, timeoutMs, maxBytes }: OutboundPost): Promise<OutboundResponse> {
  const { request: open } = url.protocol === "https:" ? https : http;
  const request = open(url, {
    method: "POST",
    headers: { ...headers, "Content-Length": String(Buffer.byteLength(body)) },
    lookup,
    agent: false,
  });
  const answer = new Promise<OutboundResponse>((resolve, reject) => {
    // Also after the answer, when the connection closes: an error without a listener would end the process.
    request.on("error", reject);
    let answered = false;
    request.once("response", (response) => {
      answered = true;
      const { statusCode: status = 0, headers: answerHeaders } = response;
      readUpTo(response, maxBytes).then((text) => resolve({ status, headers: answerHeaders, body: text }), reject);
    });
    // Node raises no response for 101, and leaves the connection to the listener.
    request.once("upgrade", ({ statusCode: status = 0, headers: answerHeaders }, socket) => {
      socket.destroy();
      resolve({ status, headers: answerHeaders, body: "" });
    });
    request.once("close", () => {
      if (!answered) reject(new Error("it hung up without an answer"));
    });
    request.end(body);
  });
  return withDeadline(timeoutMs, answer).finally(() => request.destroy());
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
