import { createContext } from "#shell/create-context.server.ts";
import { startWorker } from "../jobs/worker.ts";
import { envOrExit, exitWith, onStop } from "./process.ts";
import { startWebServer } from "./web-server.ts";

/** Production web process. Without REDIS_URL it also runs the jobs; with it, `npm run worker` does. */
try {
  const env = envOrExit();
  const context = await createContext(env);
  if (!env.ENCRYPTION_KEY)
    context.log.warn(
      "ENCRYPTION_KEY is not set; the key is derived from SHOPIFY_API_SECRET, which must then never change",
    );
  const worker = env.REDIS_URL ? null : await startWorker(context);
  const web = await startWebServer(context, { port: env.PORT, host: env.HOST });
  context.log.info({ url: web.url, database: context.db.kind, queue: context.queue.driver }, "serving");
  onStop(context.log, async () => {
    await web.close();
    await worker?.stop();
    await context.close();
  });
} catch (error) {
  exitWith(error);
}
