import net from "node:net";

/** Below the ports that systems give to outgoing connections, which could take one before the server listens. */
const FIRST = 10_000;
const COUNT = 22_000;
let next = Math.floor(Math.random() * COUNT);

/** A port of 127.0.0.1 that is free at this moment, for a server that cannot be asked which one it took. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + (next++ % COUNT);
    const server = net.createServer();
    const isFree = await new Promise<boolean>((resolve) =>
      server.once("error", () => resolve(false)).listen(port, "127.0.0.1", () => resolve(true)),
    );
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/**
 * Asks until it is answered.
 * @param ask throws as long as the server is not ready
 * @throws the last answer, once `seconds` have passed
 */
export async function untilReady(ask: () => Promise<void>, seconds = 100): Promise<void> {
  const deadline = performance.now() + seconds * 1_000;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
