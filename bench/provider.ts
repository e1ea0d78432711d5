import { randomUUID } from "node:crypto";
import { serve } from "#tests/sandbox/serving.ts";

/**
 * A provider that accepts every text at once. The sandbox's fake Twilio counts segments and sends four callbacks per
 * text, which would dominate a measurement.
 * @returns `texts` by the first part of the path that they came to
 */
export async function startProvider() {
  const texts = new Map<string, number>();
  const { url, close } = await serve((request, response) => {
    request.resume().on("end", () => {
      const place = request.url?.split("/")[1] ?? "";
      texts.set(place, (texts.get(place) ?? 0) + 1);
      response
        .writeHead(201, { "Content-Type": "application/json" })
        .end(JSON.stringify({ sid: `SM${randomUUID().replaceAll("-", "")}`, status: "queued", num_segments: "1" }));
    });
  });
  return { url, texts, close };
}
