import type { Server } from "node:http";
import type { Socket } from "node:net";

/** Time for pending responses at shutdown, in milliseconds. */
const CLOSE_TIMEOUT_MS = 10_000;

/**
 * Makes a graceful shutdown: finishes pending requests and closes idle connections. Also closes connections without a
 * request yet, which browsers and load balancers open ahead and Node counts as active.
 * @param server a server without connections yet
 * @param timeoutMs time for pending responses, in milliseconds
 */
export function closeIdleConnections(server: Server, timeoutMs = CLOSE_TIMEOUT_MS): () => Promise<void> {
  const unusedSockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    unusedSockets.add(socket);
    socket.once("close", () => unusedSockets.delete(socket));
  });
  server.on("request", ({ socket }) => unusedSockets.delete(socket));
  return () =>
    new Promise((resolve) => {
      const timeout = setTimeout(() => server.closeAllConnections(), timeoutMs);
      server.close(() => {
        clearTimeout(timeout);
        resolve();
      });
      server.closeIdleConnections();
      for (const socket of unusedSockets) socket.destroy();
    });
}
