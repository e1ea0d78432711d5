import { defineConfig } from "prisma/config";
import { cliAdapter } from "./app/shell/db/cli-adapter.ts";

// Unset, Prisma would look for a downloaded engine; this address means the embedded database.
process.env.DATABASE_URL ??= "postgresql://embedded@localhost/pglite";

export default defineConfig({
  schema: "prisma/schema.prisma",
  experimental: { adapter: true },
  engine: "js",
  adapter: cliAdapter,
});
