import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import type { PrismaClient } from "../db/prisma.server.ts";

/**
 * Shopify's session storage, without its look for the table at the start: the migrations create the table, and a database
 * that is away for the first ten seconds of a process would leave the storage unusable for the process's life.
 */
export function createSessionStorage(prisma: PrismaClient): PrismaSessionStorage<PrismaClient> {
  const storage = new PrismaSessionStorage(prisma, { connectionRetries: 0 });
  const looked = Reflect.get(storage, "ready") as Promise<boolean>;
  looked.catch(() => {});
  Reflect.set(storage, "ready", Promise.resolve(true));
  return storage;
}
