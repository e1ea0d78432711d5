import { streamed } from "./stream-response.server.ts";

/** A file that is made while it is downloaded. */
export interface Download {
  fileName: string;
  texts: AsyncIterator<string | Uint8Array>;
  /** Keeps what it holds while the client reads nothing. */
  alive?: () => Promise<void>;
}

interface DownloadOptions {
  /** MIME type. */
  type: string;
  /** What a browser shows at an address that has expired. */
  over: string;
  /** What it shows while too many downloads run. */
  tooMany?: string;
  ready?: (() => Promise<void>) | undefined;
  signal: AbortSignal;
}

const PLAIN = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" };

/**
 * The answer at a signed address: the file, or a sentence.
 * @param opened null for an address that is invalid or expired
 */
export function downloadResponse(
  opened: Download | "too_many" | null,
  { type, over, tooMany = over, ready, signal }: DownloadOptions,
): Response {
  if (!opened) return new Response(over, { status: 410, headers: PLAIN });
  if (opened === "too_many") return new Response(tooMany, { status: 429, headers: { ...PLAIN, "Retry-After": "30" } });
  return new Response(streamed(opened.texts, { ready, signal, alive: opened.alive }), {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${opened.fileName}"`,
      // Compression would buffer the stream.
      "Cache-Control": "no-store, no-transform",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
