import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  randomInt,
  timingSafeEqual,
  type KeyObject,
} from "node:crypto";

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
  /**
   * Encrypts a credential for storage; the result begins with the version of the format and the id of the key.
   * @param owner id of the row that holds it: in another row, the credential cannot be read
   */
  encrypt(credential: string, owner: string): string;
  /**
   * Decrypts what `encrypt` returned for the same owner; returns a text that is not encrypted unchanged.
   * @throws if another key encrypted it, or if it was changed or moved
   */
  decrypt(stored: string, owner: string): string;
  /** A random code of six digits. */
  newCode(): string;
  /** Bearer token of the operator endpoints, derived from the key. */
  operatorToken: string;
  /** Identifies the key without revealing it. */
  fingerprint: string;
}

/** Begins every encrypted credential: the first version of the format, AES-256-GCM. */
export const ENCRYPTED_PREFIX = "encrypted:v1:";
const CIPHER = "aes-256-gcm";
/** Bytes of the nonce, and of the tag that proves that nothing was changed. */
const NONCE = 12;
const TAG = 16;

/** @param key ENCRYPTION_KEY, 32 bytes in hex; or any stable secret to derive it from */
export function createSecrets(key: string): Secrets {
  // A key object is made once; of a buffer, each call would make one.
  const derive = (use: string) => createSecretKey(Buffer.from(hkdfSync("sha256", key, "shopbell", use, 32)));
  const addressKey = derive("phone");
  const signingKey = derive("signature");
  const mac = (secret: KeyObject, text: string) => createHmac("sha256", secret).update(text).digest("base64url");
  const credentialKey = derive("credentials");
  const credentialKeyId = mac(derive("id of the credentials key"), "shopbell").slice(0, 8);
  const sign = (id: string) => mac(signingKey, id).slice(0, 32);
  return {
    hashAddress: (address) => mac(addressKey, address),
    sign,
    verify: (id, signature) => {
      const expected = Buffer.from(sign(id));
      const actual = Buffer.from(signature);
      return expected.length === actual.length && timingSafeEqual(expected, actual);
    },
    encrypt: (credential, owner) => {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(CIPHER, credentialKey, nonce, { authTagLength: TAG }).setAAD(Buffer.from(owner));
      const sealed = Buffer.concat([nonce, cipher.update(credential, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${ENCRYPTED_PREFIX}${credentialKeyId}:${sealed.toString("base64url")}`;
    },
    decrypt: (stored, owner) => {
      if (!stored.startsWith(ENCRYPTED_PREFIX)) return stored;
      const [keyId, text = ""] = stored.slice(ENCRYPTED_PREFIX.length).split(":");
      if (keyId !== credentialKeyId)
        throw new Error(
          `a stored credential was encrypted with key ${keyId}, and this process has key ${credentialKeyId}: set ` +
            "ENCRYPTION_KEY (without it, SHOPIFY_API_SECRET) to the earlier one",
        );
      const sealed = Buffer.from(text, "base64url");
      try {
        const decipher = createDecipheriv(CIPHER, credentialKey, sealed.subarray(0, NONCE), { authTagLength: TAG })
          .setAAD(Buffer.from(owner))
          .setAuthTag(sealed.subarray(-TAG));
        return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]).toString("utf8");
      } catch (cause) {
        throw new Error("a stored credential cannot be decrypted: it was changed, or copied from another row", {
          cause,
        });
      }
    },
    newCode: () => String(randomInt(1_000_000)).padStart(6, "0"),
    operatorToken: `op_${mac(derive("operator"), "operator token")}`,
    fingerprint: mac(derive("fingerprint"), "shopbell").slice(0, 16),
  };
}
