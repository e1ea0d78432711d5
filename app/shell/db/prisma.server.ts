import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@prisma/client";
import type pg from "pg";

/** Prisma on the shared pool, for page views. Jobs use the SQL of the repositories. */
export const createPrisma = (pool: pg.Pool): PrismaClient =>
  new PrismaClient({
    adapter: new PrismaPg(pool),
    // On PGlite's single connection, a transaction queues behind the worker's.
    transactionOptions: { maxWait: 15_000, timeout: 15_000 },
  });

export type { PrismaClient };
