/** The sandbox sends requests to loopback addresses only. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const PATIENCE_MS = 30_000;

class NotLoopbackError extends Error {
  override name = "NotLoopbackError";
}

/** @throws NotLoopbackError for other hosts, TypeError for invalid addresses */
export function loopback(address: string): URL {
  const url = new URL(address);
  if (url.protocol !== "http:" || !LOOPBACK.test(url.hostname)) {
    throw new NotLoopbackError(`the sandbox calls loopback addresses only, not ${url.origin}`);
  }
  return url;
}

/** POSTs to a loopback address, without following redirects. */
export async function post(
  address: string,
  body: string,
  headers: Record<string, string>,
  patience = PATIENCE_MS,
): Promise<Response> {
  return fetch(loopback(address), {
    method: "POST",
    body,
    headers,
    redirect: "manual",
    signal: AbortSignal.timeout(patience),
  });
}
