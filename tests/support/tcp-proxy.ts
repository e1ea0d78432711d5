import net from "node:net";
import type { AddressInfo, Socket } from "node:net";

export interface TcpProxy {
  readonly port: number;
  /** The target's address with the proxy in its place: credentials, path and query stay. */
  url(target: string): string;
  /** Resets the connections that stand; new ones go through. */
  cut(): void;
  /** Resets the connections that stand, and each new one, until restored. */
  refuse(): void;
  /** Swallows every byte in both directions while the connections look alive, as a dead network does. */
  halfOpen(): void;
  /** Lets new connections through; those that lost bytes are reset, as they can never be whole again. */
  restore(): void;
  /** Resolves when a connection next arrives, let through or not. */
  nextConnection(): Promise<void>;
  close(): Promise<void>;
}

/** A wire that can be cut, to stand before Redis or Postgres on 127.0.0.1. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  let mode: "through" | "refusing" | "half-open" = "through";
  const sockets = new Set<Socket>();
  const arrivals: (() => void)[] = [];

  const server = net.createServer((near) => {
    for (const arrived of arrivals.splice(0)) arrived();
    track(near);
    if (mode === "refusing") return void near.resetAndDestroy();
    const far = track(net.connect(targetPort, "127.0.0.1"));
    join(near, far);
    join(far, near);
  });

  function track(socket: Socket): Socket {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    return socket;
  }

  function join(from: Socket, to: Socket): void {
    from.on("data", (chunk) => {
      if (mode !== "half-open") to.write(chunk);
    });
    from.on("close", () => to.destroy());
  }

  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: (target) => {
      const url = new URL(target);
      url.hostname = "127.0.0.1";
      url.port = String(port);
      return url.href;
    },
    cut,
    refuse: () => {
      mode = "refusing";
      cut();
    },
    halfOpen: () => {
      mode = "half-open";
    },
    restore: () => {
      if (mode === "half-open") cut();
      mode = "through";
    },
    nextConnection: () => new Promise((resolve) => arrivals.push(resolve)),
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
