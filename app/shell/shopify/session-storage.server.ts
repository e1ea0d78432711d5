import { Session, type Shopify as ShopifyApi } from "@shopify/shopify-api";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import type { PrismaClient } from "../db/prisma.server.ts";
import type { Secrets } from "../secrets.server.ts";
import { createTokenRenewal } from "./token-renewal.server.ts";

type Cipher = Pick<Secrets, "encrypt" | "decrypt">;
type RefreshToken = ShopifyApi["auth"]["refreshToken"];

/** Shopify's session storage, with its tokens encrypted: who reads the database cannot call the Admin API with them. */
class EncryptedSessionStorage extends PrismaSessionStorage<PrismaClient> {
  readonly #cipher: Cipher;
  readonly #renewed: ReturnType<typeof createTokenRenewal>;

  constructor(prisma: PrismaClient, cipher: Cipher, refreshToken: RefreshToken) {
    super(prisma, { connectionRetries: 0 });
    this.#cipher = cipher;
    this.#renewed = createTokenRenewal({ prisma, secrets: cipher, refreshToken, read: (id) => this.#read(id) });
  }

  async #read(id: string): Promise<Session | undefined> {
    const stored = await super.loadSession(id);
    return stored && withTokens(stored, this.#cipher.decrypt);
  }

  override storeSession(session: Session): Promise<boolean> {
    return super.storeSession(withTokens(session, this.#cipher.encrypt));
  }

  /** An offline session that is about to expire is renewed first, once for all processes. */
  override async loadSession(id: string): Promise<Session | undefined> {
    const stored = await this.#read(id);
    return stored && this.#renewed(stored);
  }

  override async findSessionsByShop(shop: string): Promise<Session[]> {
    const stored = await super.findSessionsByShop(shop);
    return stored.map((session) => withTokens(session, this.#cipher.decrypt));
  }
}

/** A copy, because the library goes on working with the session that it stores. */
function withTokens(session: Session, change: (token: string, owner: string) => string): Session {
  const copy = new Session(session.toObject());
  if (copy.accessToken) copy.accessToken = change(copy.accessToken, copy.id);
  if (copy.refreshToken) copy.refreshToken = change(copy.refreshToken, copy.id);
  return copy;
}

/**
 * Creates the session storage, without its look for the table at the start: the migrations create the table, and a
 * database that is away for the first ten seconds of a process would leave the storage unusable for the process's life.
 */
export function createSessionStorage(
  prisma: PrismaClient,
  cipher: Cipher,
  refreshToken: RefreshToken,
): PrismaSessionStorage<PrismaClient> {
  const storage = new EncryptedSessionStorage(prisma, cipher, refreshToken);
  const looked = Reflect.get(storage, "ready") as Promise<boolean>;
  looked.catch(() => {});
  Reflect.set(storage, "ready", Promise.resolve(true));
  return storage;
}
