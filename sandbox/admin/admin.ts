import express, { type Request, type Response, type Router } from "express";
import { asset } from "../assets.ts";
import { html, page } from "../html.ts";
import type { Scene } from "../scene.ts";
import { mintSessionToken } from "../shopify/session-token.ts";
import { memberOf, STAFF, type Member } from "../shopify/staff.ts";
import { embeddedAddress } from "./embedded-address.ts";
import { segmentsPage } from "./segments.ts";

const staffOption = (member: Member, selected: boolean) =>
  html`<option value="${String(member.id)}" ${selected ? html` selected` : ""}>
    ${member.first_name}${member.account_owner ? " (owner)" : ""}
  </option>`;

const frame = (scene: Scene, path: string, who: Member) =>
  html`<body>
    <header class="title">
      <nav id="nav" aria-label="App"></nav>
      <h1 id="title"></h1>
      <div id="actions"></div>
      <a class="shopifys" href="/sandbox/admin/segments">Shopify’s segments</a>
      <form>
        <label
          >Signed in as
          <select id="staff" name="staff">
            ${STAFF.map((one) => staffOption(one, one === who))}
          </select></label
        >
      </form>
    </header>
    <form id="save-bar" hidden>
      <span>Unsaved changes</span>
      <div id="save-actions"></div>
    </form>
    <iframe id="app" title="Shopbell" src="${embeddedAddress(scene.options, path, String(who.id))}"></iframe>
    <div id="toast" role="status"></div>
    <div id="loading" hidden></div>
  </body>`;

const COOKIE = "sandbox_staff";

const removed = html`<body class="removed">
  <main>
    <h1>Shopbell was uninstalled</h1>
    <p>Its access to the store is gone. Its data is kept until Shopify asks for it to be erased.</p>
    <a class="button" href="/sandbox/admin?install=1">Install it again</a>
  </main>
</body>`;

/** The signed-in staff member; by default the owner. */
const signedIn = (request: Request): string | undefined =>
  new RegExp(`${COOKIE}=(\\d+)`).exec(request.get("cookie") ?? "")?.[1];

function showFrame(scene: Scene, request: Request, response: Response): void {
  const { path, install, staff } = request.query;
  const who = memberOf(typeof staff === "string" ? staff : signedIn(request));
  response.cookie(COOKIE, String(who.id), { sameSite: "strict", path: "/sandbox" });
  const appPath = typeof path === "string" && /^\/app(\/[\w./-]*)?(\?[\w.~=&%+-]*)?$/.test(path) ? path : "/app";
  const body = scene.tokens.removed && install === undefined ? removed : frame(scene, appPath, who);
  response
    .set("Cache-Control", "no-store")
    .send(page(`${scene.store.shop.name}: admin`, ["frame.css", "frame.js"], body));
}

/**
 * Shopify's admin: `GET /admin` serves the frame around the embedded app, `GET /admin/segments` the list of segments,
 * `POST /token` session tokens, `GET /app-bridge.js` its script.
 */
export function admin(scene: Scene): Router {
  const router = express.Router();
  router.get("/admin", (request, response) => showFrame(scene, request, response));
  router.get("/admin/segments", (request, response, next) => {
    const visitor = { staffId: String(memberOf(signedIn(request)).id), browser: request.get("user-agent") ?? "" };
    segmentsPage(scene, visitor)
      .then((body) => response.set("Cache-Control", "no-store").send(page("Segments: admin", ["records.css"], body)))
      .catch(next);
  });
  router.get("/app-bridge.js", (_request, response) => {
    response.type("text/javascript").set("Cache-Control", "no-cache").send(asset("admin/app-bridge.js"));
  });
  router.post("/token", (request, response) => {
    if (request.get("sec-fetch-site") !== "same-origin")
      return void response.status(403).json({ error: "tokens are for the sandbox's own pages" });
    response
      .set("Cache-Control", "no-store")
      .type("text/plain")
      .send(mintSessionToken(scene.options, signedIn(request)));
  });
  return router;
}
