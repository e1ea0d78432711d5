import twilio from "twilio";

/** The real SDK, speaking to a stand-in at `base`. */
export function sdk(base: string, accountSid: string, authToken: string, timeout = 5_000) {
  class Redirected extends twilio.RequestClient {
    override request<TData>(options: Parameters<typeof twilio.RequestClient.prototype.request<TData>>[0]) {
      const { pathname, search } = new URL(options.uri);
      return super.request<TData>({ ...options, uri: base + pathname + search });
    }
  }
  return twilio(accountSid, authToken, { httpClient: new Redirected({ timeout, keepAlive: false }) });
}
