import net from "node:net";
import type { AddressInfo } from "node:net";

/** A port of 127.0.0.1 that is free at this moment, for a server that cannot be asked which one it took. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
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
