/** A process of its own that opens the embedded database in a folder, writes a row, says so, and keeps it open. */
import { openPool } from "#shell/db/pool.server.ts";

const folder = process.argv[2];
if (!folder) throw new Error("which folder?");
const { pool } = await openPool({ folder });
await pool.query("CREATE TABLE kept (word text)");
await pool.query("INSERT INTO kept VALUES ('written')");
process.stdout.write("holding\n");
setInterval(() => {}, 60_000);
