import { createContext } from "#shell/create-context.server.ts";
import { startWorker } from "../jobs/worker.ts";
import { envOrExit, exitWith, onStop } from "./process.ts";
import { openWorkerEndpoints } from "./worker-endpoints.ts";

/** Production worker: ingests events, runs due steps, sends. Any number of workers share one Postgres and one Redis. */
try {
  const env = envOrExit(process.env, ({ REDIS_URL, DATABASE_URL }) => [
    ...(REDIS_URL
      ? []
      : [
          "REDIS_URL is missing: a worker of its own shares its queue by Redis; without it the web process does the work",
        ]),
    ...(DATABASE_URL
      ? []
      : [
          "DATABASE_URL is missing: a worker of its own shares its data by Postgres; " +
            "the embedded database is one process's alone",
        ]),
  ]);
  const context = await createContext(env);
  const worker = await startWorker(context);
  const door = env.METRICS_PORT ? await openWorkerEndpoints(context, { port: env.METRICS_PORT, host: env.HOST }) : null;
  context.log.info({ database: context.db.kind, queue: context.queue.driver }, "working");
  onStop(context.log, async () => {
    await door?.close();
    await worker.stop();
    await context.close();
  });
} catch (error) {
  exitWith(error);
}
