import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/** What the app can prove or hide with its key. */
export interface Secrets {
  /** Keyed hash of a number in E.164: enough to keep it suppressed, useless to who steals the database. */
  hashPhone(phone: string): string;
  /** Signs an id that travels through others' hands. */
  sign(id: string): string;
  /** Whether `signature` was made here for `id`. */
  verify(id: string, signature: string): boolean;
  /** What an operator's machines show to be let in: the same as long as the key is. */
  operatorToken: string;
  /** Tells two keys apart without telling the key. */
  fingerprint: string;
}

/**
 * @param key ENCRYPTION_KEY, 32 bytes in hex; or, where it is not set, any stable secret to derive one from
 */
export function createSecrets(key: string): Secrets {
  const derive = (use: string) => Buffer.from(hkdfSync("sha256", key, "shopbell", use, 32));
  const phoneKey = derive("phone");
  const signingKey = derive("signature");
  const mac = (secret: Buffer, text: string) => createHmac("sha256", secret).update(text).digest("base64url");
  const sign = (id: string) => mac(signingKey, id).slice(0, 32);
  return {
    hashPhone: (phone) => mac(phoneKey, phone),
    sign,
    verify: (id, signature) => {
      const expected = Buffer.from(sign(id));
      const given = Buffer.from(signature);
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
    operatorToken: `op_${mac(derive("operator"), "operator token")}`,
    fingerprint: mac(derive("fingerprint"), "shopbell").slice(0, 16),
  };
}
