/** The JSON response of an API request. `status` and `retryAfter` (seconds) go to the status line and the headers. */
export function apiResponse({ status, ...body }: { status: number; retryAfter?: number }): Response {
  const headers: Record<string, string> = { "Cache-Control": "no-store" };
  if (body.retryAfter !== undefined) headers["Retry-After"] = String(body.retryAfter);
  if (status === 401) headers["WWW-Authenticate"] = "Bearer";
  return Response.json(body, { status, headers });
}

/** The response to another method than POST. */
export const postOnly = (): Response => new Response("use POST", { status: 405, headers: { Allow: "POST" } });
