import type { Env } from "../env.server.ts";
import { limitConcurrency } from "../concurrency-limit.server.ts";
import type { MediaAnswer } from "./provider.server.ts";

type MediaEnv = Pick<Env, "TWILIO_ACCOUNT_SID" | "TWILIO_AUTH_TOKEN" | "TWILIO_API_BASE_URL">;

/** Twilio accepts up to 5 MB for all files of a message. */
export const MAX_MEDIA_BYTES = 5 * 1024 * 1024;
const TIMEOUT_MS = 15_000;
const MAX_REDIRECTS = 3;
/** Files in memory at a time. */
const MAX_AT_ONCE = 8;

/** "api.twilio.com", and with edge and region "api.dublin.ie1.twilio.com". */
const API_HOST = /^api(?:\.[a-z0-9-]+\.[a-z0-9-]+)?\.twilio\.com$/;
/** The one resource that is read with the account's credentials. */
const MEDIA_PATH = /^\/2010-04-01\/Accounts\/AC[0-9a-f]{32}\/Messages\/(?:SM|MM)[0-9a-f]{32}\/Media\/ME[0-9a-f]{32}$/i;
/** Where Twilio's API sends a reader of media on to. */
const CDN_HOSTS: ReadonlySet<string> = new Set(["mms.twiliocdn.com", "media.twiliocdn.com"]);
const BUCKET = { host: "s3-external-1.amazonaws.com", path: "/media.twiliocdn.com/" };

/** An https address without credentials, on the usual port; null for any other. */
function readSecureUrl(text: string): URL | null {
  const url = URL.parse(text);
  return url?.protocol === "https:" && url.port === "" && !url.username && !url.password ? url : null;
}

/** Twilio's address of a file of a message; null for any other address. */
export function readMediaUrl(text: string): URL | null {
  const url = readSecureUrl(text);
  return url && API_HOST.test(url.hostname) && MEDIA_PATH.test(url.pathname) ? url : null;
}

/** An address that Twilio may redirect to; null for any other. Source: Twilio's guide to HTTP basic authentication. */
function readRedirect(location: string | null, from: URL): URL | null {
  const url = location === null ? null : readSecureUrl(URL.parse(location, from)?.href ?? "");
  if (!url) return null;
  const isBucket = url.hostname === BUCKET.host && url.pathname.startsWith(BUCKET.path);
  return CDN_HOSTS.has(url.hostname) || isBucket ? url : null;
}

/**
 * Reads files of messages from Twilio: bounded in size and time, from Twilio's hosts alone, and with the credentials for
 * its API alone.
 * @param get sends one request
 */
export function createMediaReader(
  env: MediaEnv,
  get: (url: URL, init: RequestInit) => Promise<Response> = fetch,
): (url: string) => Promise<MediaAnswer> {
  const limit = limitConcurrency(MAX_AT_ONCE);
  const credentials = Buffer.from(`${env.TWILIO_ACCOUNT_SID}:${env.TWILIO_AUTH_TOKEN}`).toString("base64");

  async function read(text: string): Promise<MediaAnswer> {
    const media = readMediaUrl(text);
    if (!media) return { kind: "refused", detail: "the address is not one of a file at Twilio" };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const first = env.TWILIO_API_BASE_URL
      ? new URL(`${env.TWILIO_API_BASE_URL.replace(/\/$/, "")}${media.pathname}`)
      : media;
    let response = await get(first, {
      headers: { Authorization: `Basic ${credentials}` },
      redirect: "manual",
      signal,
    });
    for (let from = media, hops = 0; response.status >= 300 && response.status < 400; hops += 1) {
      await response.body?.cancel();
      const next = readRedirect(response.headers.get("location"), from);
      if (!next || hops >= MAX_REDIRECTS)
        return { kind: "refused", detail: "Twilio's address leads to another host, or in circles" };
      response = await get(next, { redirect: "manual", signal });
      from = next;
    }
    if (response.ok) return readContent(response);
    await response.body?.cancel();
    return response.status === 404 || response.status === 410
      ? { kind: "gone" }
      : { kind: "unavailable", detail: `Twilio answered ${response.status}` };
  }

  return (url) =>
    limit(() => read(url)).catch((error: unknown) => ({
      kind: "unavailable",
      detail: error instanceof Error ? error.message : String(error),
    }));
}

async function readContent(response: Response): Promise<MediaAnswer> {
  if (Number(response.headers.get("content-length")) > MAX_MEDIA_BYTES) {
    await response.body?.cancel();
    return { kind: "too_large" };
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > MAX_MEDIA_BYTES) {
      await reader?.cancel();
      return { kind: "too_large" };
    }
    chunks.push(part.value);
  }
  return {
    kind: "media",
    contentType: response.headers.get("content-type") ?? "application/octet-stream",
    bytes: Buffer.concat(chunks),
  };
}
