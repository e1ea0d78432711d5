import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { Temporal } from "#core/time/time.ts";

const LIFE_SECONDS = 60;

export interface AppCredentials {
  apiKey: string;
  apiSecret: string;
  shopDomain: string;
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const sign = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest("base64url");

/** Mints a session token for a staff member. Uses the machine's clock, because libraries validate tokens against it. */
export function mintSessionToken({ apiKey, apiSecret, shopDomain }: AppCredentials, userId = "1"): string {
  const now = Math.floor(Temporal.Now.instant().epochMilliseconds / 1000);
  const claims = {
    iss: `https://${shopDomain}/admin`,
    dest: `https://${shopDomain}`,
    aud: apiKey,
    sub: userId,
    exp: now + LIFE_SECONDS,
    nbf: now - 1,
    iat: now,
    jti: randomUUID(),
    sid: randomUUID(),
  };
  const text = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${text}.${sign(apiSecret, text)}`;
}

/** Whether this admin signed the token. */
export function isOurs(token: string, { apiSecret }: AppCredentials): boolean {
  const at = token.lastIndexOf(".");
  const [given, wanted] = [
    Buffer.from(token.slice(at + 1)),
    Buffer.from(sign(apiSecret, token.slice(0, Math.max(at, 0)))),
  ];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** The staff member of a token. */
export function userOf(token: string): string | undefined {
  const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString() || "null");
  return typeof claims === "object" && claims !== null && "sub" in claims ? String(claims.sub) : undefined;
}
