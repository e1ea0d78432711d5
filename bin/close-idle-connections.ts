import type { Server } from "node:http";
import type { Socket } from "node:net";

/** How long answers under way may take once the server is to stop, in milliseconds. */
const LAST_WORD_MS = 10_000;

/**
 * How a server stops: it answers what is under way, then hangs up. Browsers and balancers open connections ahead of
 * their first request; nobody waits for those, though Node counts them among the busy ones.
 * @param server one that nobody has called yet
 * @param patience for answers under way, in milliseconds
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
