import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { expect, test } from "vitest";
import { closeIdleConnections } from "../../bin/close-idle-connections.ts";

async function serve(answer: RequestListener, patience?: number) {
  const server = createServer(answer);
  const hangUp = closeIdleConnections(server, patience);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const call = async (): Promise<Socket> => {
    const arrived = once(server, "connection");
    const socket = connect(port, "127.0.0.1");
    // Hung up on, it may be told so in the middle of a word.
    socket.on("error", () => {});
    await Promise.all([once(socket, "connect"), arrived]);
    return socket;
  };
  return { hangUp, call, server };
}

const GET = "GET / HTTP/1.1\r\nHost: shopbell.example\r\n\r\n";

test("a connection on which nothing was asked keeps no server from stopping", async () => {
  const { hangUp, call } = await serve((_request, response) => response.end());
  const socket = await call();
  const over = once(socket, "close");
  await hangUp();
  await over;
  expect(socket.destroyed).toBe(true);
});

test("what is under way is answered first", async () => {
  let finish = () => {};
  const { hangUp, call, server } = await serve(
    (_request, response) => (finish = () => response.setHeader("Connection", "close").end("done")),
  );
  const socket = await call();
  const asked = once(server, "request");
  socket.write(GET);
  await asked;
  const stopped = hangUp();
  let heard = "";
  socket.on("data", (chunk: Buffer) => (heard += chunk.toString()));
  const over = once(socket, "close");
  finish();
  await Promise.all([stopped, over]);
  expect(heard).toContain("done");
});

test("an answer that never ends is not waited for without end", async () => {
  const { hangUp, call, server } = await serve((_request, response) => void response.write("and then"), 0);
  const socket = await call();
  const asked = once(server, "request");
  socket.write(GET);
  await asked;
  const over = once(socket.resume(), "close");
  await Promise.all([hangUp(), over]);
  expect(server.listening).toBe(false);
});
