import express, { type Router } from "express";
import { html, page, type Html } from "../html.ts";
import { moment } from "../records/moment.ts";
import type { Scene } from "../scene.ts";
import type { CaughtCall } from "./catcher.ts";

/** Pretty-prints JSON. */
function legible(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

const entry = (scene: Scene, { id, at, path, headers, body, answered }: CaughtCall): Html =>
  html`<li>
    <details id="call-${id}">
      <summary>
        <b>POST ${path}</b><span class="${answered < 300 ? "good" : "bad"}">answered ${answered}</span
        ><time>${moment(scene, at)}</time>
      </summary>
      <dl>
        ${Object.entries(headers).map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>
      <pre>${legible(body)}</pre>
    </details>
  </li>`;

/**
 * `GET /sandbox/hooks`: the app's requests to third parties, newest first. `GET /sandbox/api/hooks`: as JSON, oldest
 * first.
 */
export function hookPages(scene: Scene): Router {
  const address = `${scene.options.appUrl}/sandbox/hooks/in`;
  const router = express.Router();
  router.get("/hooks", (_request, response) => {
    const calls = scene.catcher.calls().toReversed();
    const body = html`<body>
      <main>
        <h1>Webhook catcher</h1>
        <p>
          Let an automation call <code>${address}</code> and see here what arrives.
          <code>${address}?status=503</code> plays a receiver in trouble.
        </p>
        ${
          calls.length === 0
            ? html`<p class="none">Nothing was called yet.</p>`
            : html`<ol>
                ${calls.map((call) => entry(scene, call))}
              </ol>`
        }
      </main>
    </body>`;
    response.set("Cache-Control", "no-store").send(page("Webhook catcher", ["records.css", "records.js"], body));
  });
  router.get("/api/hooks", (_request, response) => void response.json(scene.catcher.calls()));
  return router;
}
