import express, { type Router } from "express";
import { html, page } from "../html.ts";
import type { Scene } from "../scene.ts";
import { pictureNames } from "../twilio/pictures.ts";
import type { BulkFault } from "../store/state.ts";
import { deskState } from "./state.ts";

const MOVES = [
  ["hours", "+1 hour"],
  ["days", "+1 day"],
  ["weeks", "+1 week"],
  ["months", "+1 month"],
] as const;

const WORDS = ["STOP", "START", "HELP"];

/** The options of the fault selector: label and API fault. */
const FAULTS: readonly (readonly [label: string, fault: object])[] = [
  ["working", { kind: "none" }],
  ["429 too many requests", { kind: "throttle" }],
  ["500 server error", { kind: "error" }],
  ["hangs after accepting, once", { kind: "hang", times: 1 }],
  ["resets after accepting, once", { kind: "reset", times: 1 }],
  ["answers garbage, once", { kind: "garbage", times: 1 }],
  ["rejects: not a mobile number", { kind: "reject", code: 21614 }],
  ["cannot deliver: phone is off", { kind: "undeliver", status: "undelivered", code: 30003 }],
  ["fails: carrier blocks it", { kind: "undeliver", status: "failed", code: 30007 }],
];

/** How Shopify's bulk operations end, which the app's first import runs. */
const BULK_FAULTS: readonly (readonly [label: string, fault: "none" | BulkFault])[] = [
  ["succeed", "none"],
  ["are denied", "denied"],
  ["fail", "broken"],
  ["fail with a part", "partial"],
  ["are cancelled", "cancelled"],
];

const desk = (shopName: string) =>
  html`<body>
    <header>
      <b class="brand">${shopName}</b><span class="badge">sandbox</span>
      <section class="clock" aria-label="Clock">
        <time id="now"></time>
        <div class="moves">
          ${MOVES.map(([unit, label]) => html`<button type="button" data-move="${unit}">${label}</button>`)}
        </div>
      </section>
      <label class="fault"
        >Twilio is
        <select id="fault">
          ${FAULTS.map(([label, fault]) => html`<option value="${JSON.stringify(fault)}">${label}</option>`)}
        </select></label
      >
      <label class="fault"
        >Bulk exports
        <select id="bulk-fault">
          ${BULK_FAULTS.map(([label, fault]) => html`<option value="${fault}">${label}</option>`)}
        </select></label
      >
      <button type="button" id="start-over">Start over</button>
    </header>
    <nav class="tabs" role="tablist">
      <button type="button" role="tab" data-tab="admin" aria-selected="true">Admin</button>
      <button type="button" role="tab" data-tab="store" aria-selected="false">Store</button>
      <button type="button" role="tab" data-tab="mail" aria-selected="false">Mail</button>
      <button type="button" role="tab" data-tab="calls" aria-selected="false">Calls</button>
      <button type="button" role="tab" data-tab="senders" aria-selected="false">Senders</button>
      <button type="button" role="tab" data-tab="phone" aria-selected="false">Phone <i id="unread" hidden></i></button>
      <button type="button" role="tab" data-tab="feed" aria-selected="false">Webhooks</button>
    </nav>
    <main>
      <iframe data-panel="admin" id="admin" title="Admin" src="/sandbox/admin"></iframe>
      <iframe data-panel="store" id="store" title="Store" src="/sandbox/store"></iframe>
      <iframe data-panel="mail" title="Mail" src="/sandbox/mailbox"></iframe>
      <iframe data-panel="calls" title="Calls" src="/sandbox/hooks"></iframe>
      <iframe data-panel="senders" title="Senders" src="/sandbox/senders"></iframe>
      <section data-panel="phone" class="phone" aria-label="Phone">
        <div class="case">
          <label class="whose"
            >Phone of
            <select id="whose"></select
          ></label>
          <p class="other" id="other" hidden></p>
          <ol id="texts" aria-live="polite"></ol>
          <form id="answer">
            <div class="words">
              ${WORDS.map((word) => html`<button type="button" data-word="${word}">${word}</button>`)}
            </div>
            <div class="line">
              <input
                id="words"
                autocomplete="off"
                maxlength="1600"
                placeholder="Answer the shop"
                aria-label="Answer the shop"
              />
              <button type="submit">Send</button>
            </div>
            <details class="pictures">
              <summary>Send a picture</summary>
              ${pictureNames.map(
                (name) =>
                  html`<button type="button" data-picture="${name}" aria-label="Send a picture of a ${name}">
                    <img src="/sandbox/api/phone/pictures/${name}" alt="" width="48" height="48" />
                  </button>`,
              )}
            </details>
          </form>
        </div>
      </section>
      <section data-panel="feed" class="feed" aria-label="Webhooks sent">
        <h2>Webhooks sent</h2>
        <div id="holding"></div>
        <ol id="deliveries"></ol>
      </section>
    </main>
    <div id="busy" role="status" hidden>The world lives through it…</div>
  </body>`;

/** `GET /sandbox`: the desk. `GET /sandbox/api/state?after=<version>`: its data, or 204 without changes. */
export function deskPages(scene: Scene): Router {
  const router = express.Router();
  router.get("/", (_request, response) => {
    response
      .set("Cache-Control", "no-store")
      .send(
        page(`${scene.store.shop.name}: sandbox`, ["desk.css", "phone.css", "desk.js"], desk(scene.store.shop.name)),
      );
  });
  router.get("/api/state", (request, response) => {
    response.set("Cache-Control", "no-store");
    if (request.query.after === String(scene.version())) response.status(204).end();
    else response.json(deskState(scene));
  });
  return router;
}
