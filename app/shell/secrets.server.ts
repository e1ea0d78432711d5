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

/** Cryptography with the installation's key. Former keys verify and decrypt; the newest one signs and encrypts. */
export interface Secrets {
  /**
   * Keyed hash of an E.164 number or an e-mail address in lower case: suffices for suppression, and does not reveal the
   * address if the database leaks. A new key of the installation leaves it as it is, see `openSecrets`.
   */
  hashAddress(address: string): string;
  /** Signs an id for use in URLs. */
  sign(id: string): string;
  /** Whether `signature` is `sign(id)`, with the newest or a former key. */
  verify(id: string, signature: string): boolean;
  /**
   * Encrypts a credential for storage; the result begins with the version of the format and the id of the key.
   * @param owner id of the row that holds it: in another row, the credential cannot be read
   */
  encrypt(credential: string, owner: string): string;
  /**
   * Decrypts what `encrypt` returned for the same owner; returns a text that is not encrypted unchanged.
   * @throws if an unknown key encrypted it, or if it was changed or moved
   */
  decrypt(stored: string, owner: string): string;
  /** Begins every credential that the newest key encrypted. */
  newestPrefix: string;
  /** A random code of six digits. */
  newCode(): string;
  /** Bearer token of the operator endpoints, derived from the key. */
  operatorToken: string;
  /** Identifies the key without revealing it. */
  fingerprint: string;
}

/** Begins every encrypted credential: the first version of the format, AES-256-GCM. */
const ENCRYPTED_PREFIX = "encrypted:v1:";
const CIPHER = "aes-256-gcm";
/** Bytes of the nonce, and of the tag that proves that nothing was changed. */
const NONCE = 12;
const TAG = 16;

// A key object is made once; of a buffer, each call would make one.
const derive = (key: string, use: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync("sha256", key, "shopbell", use, 32)));
const mac = (secret: KeyObject, text: string): string => createHmac("sha256", secret).update(text).digest("base64url");

/** The key of address hashes that belongs to an installation's first key, in base64. */
export const addressKeyOf = (key: string): string => derive(key, "phone").export().toString("base64");

/** Identifies a key without revealing it. */
export const fingerprintOf = (key: string): string => mac(derive(key, "fingerprint"), "shopbell").slice(0, 16);

/** What one key signs and encrypts with. */
const partsOf = (key: string) => ({
  signing: derive(key, "signature"),
  credentials: derive(key, "credentials"),
  credentialsId: mac(derive(key, "id of the credentials key"), "shopbell").slice(0, 8),
});

/**
 * @param key ENCRYPTION_KEY, 32 bytes in hex; or any stable secret to derive it from
 * @param options.former keys before it
 * @param options.addressKey see `addressKeyOf`; by default that of the key
 */
export function createSecrets(
  key: string,
  { former = [], addressKey }: { former?: readonly string[]; addressKey?: string | null } = {},
): Secrets {
  const newest = partsOf(key);
  const all = [newest, ...former.map(partsOf)];
  const addresses = createSecretKey(Buffer.from(addressKey ?? addressKeyOf(key), "base64"));
  const newestPrefix = `${ENCRYPTED_PREFIX}${newest.credentialsId}:`;
  const signWith = (secret: KeyObject, id: string) => mac(secret, id).slice(0, 32);
  return {
    hashAddress: (address) => mac(addresses, address),
    sign: (id) => signWith(newest.signing, id),
    verify: (id, signature) => {
      const actual = Buffer.from(signature);
      return all.some(({ signing }) => {
        const expected = Buffer.from(signWith(signing, id));
        return expected.length === actual.length && timingSafeEqual(expected, actual);
      });
    },
    newestPrefix,
    encrypt: (credential, owner) => {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(CIPHER, newest.credentials, nonce, { authTagLength: TAG }).setAAD(
        Buffer.from(owner),
      );
      const sealed = Buffer.concat([nonce, cipher.update(credential, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${newestPrefix}${sealed.toString("base64url")}`;
    },
    decrypt: (stored, owner) => {
      if (!stored.startsWith(ENCRYPTED_PREFIX)) return stored;
      const [keyId, text = ""] = stored.slice(ENCRYPTED_PREFIX.length).split(":");
      const known = all.find(({ credentialsId }) => credentialsId === keyId);
      if (!known)
        throw new Error(
          `a stored credential was encrypted with key ${keyId}, and this process has key ${newest.credentialsId}: set ` +
            "ENCRYPTION_KEY (without it, SHOPIFY_API_SECRET) to the earlier one, or name that in ENCRYPTION_KEYS_FORMER",
        );
      const sealed = Buffer.from(text, "base64url");
      try {
        const decipher = createDecipheriv(CIPHER, known.credentials, sealed.subarray(0, NONCE), { authTagLength: TAG })
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
    operatorToken: `op_${mac(derive(key, "operator"), "operator token")}`,
    fingerprint: fingerprintOf(key),
  };
}
