import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from "node:crypto";

/** Cryptography with the installation's key. */
export interface Secrets {
  /**
   * Keyed hash of an E.164 number or an e-mail address in lower case: suffices for suppression, and does not reveal the
   * address if the database leaks.
   */
  hashAddress(address: string): string;
  /** Signs an id for use in URLs. */
  sign(id: string): string;
  /** Whether `signature` is `sign(id)`. */
  verify(id: string, signature: string): boolean;
  /** Bearer token of the operator endpoints, derived from the key. */
  operatorToken: string;
  /** Identifies the key without revealing it. */
  fingerprint: string;
}

/** @param key ENCRYPTION_KEY, 32 bytes in hex; or any stable secret to derive it from */
export function createSecrets(key: string): Secrets {
  // A key object is made once; of a buffer, each call would make one.
  const derive = (use: string) => createSecretKey(Buffer.from(hkdfSync("sha256", key, "shopbell", use, 32)));
  const addressKey = derive("phone");
  const signingKey = derive("signature");
  const mac = (secret: KeyObject, text: string) => createHmac("sha256", secret).update(text).digest("base64url");
  const sign = (id: string) => mac(signingKey, id).slice(0, 32);
  return {
    hashAddress: (address) => mac(addressKey, address),
    sign,
    verify: (id, signature) => {
      const expected = Buffer.from(sign(id));
      const actual = Buffer.from(signature);
      return expected.length === actual.length && timingSafeEqual(expected, actual);
    },
    operatorToken: `op_${mac(derive("operator"), "operator token")}`,
    fingerprint: mac(derive("fingerprint"), "shopbell").slice(0, 16),
  };
}
