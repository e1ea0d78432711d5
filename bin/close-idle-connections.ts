import type { Server } from "node:http";
import type { Socket } from "node:net";

/** Time for pending responses at shutdown, in milliseconds. */
const LAST_WORD_MS = 10_000;

/**
 * Makes a graceful shutdown: finishes pending requests and closes idle connections. Also closes connections without a
 * request yet, which browsers and load balancers open ahead and Node counts as active.
 * @param server a server without connections yet
 * @param patience time for pending responses, in milliseconds
 */
export function closeIdleConnections(server: Server, patience = LAST_WORD_MS): () => Promise<void> {
  const silent = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    silent.add(socket);
    socket.once("close", () => silent.delete(socket));
  });
  server.on("request", ({ socket }) => silent.delete(socket));
  return () =>
    new Promise((resolve) => {
      const enough = setTimeout(() => server.closeAllConnections(), patience);
      server.close(() => {
        clearTimeout(enough);
        resolve();
      });
      server.closeIdleConnections();
      for (const socket of silent) socket.destroy();
    });
}
