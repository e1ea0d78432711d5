import express, { type Router } from "express";
import { html, page } from "../../html.ts";
import type { Scene } from "../../scene.ts";
import type { Purchase } from "../state.ts";

const STATES = { PENDING: "", ACTIVE: "You have agreed to this charge.", DECLINED: "You have declined this charge." };

const choice = ({ id }: Purchase, decision: "approve" | "decline", label: string, className: string) =>
  html`<form method="post" action="/sandbox/api/store/charges/${id}/${decision}">
    <button class="${className}">${label}</button>
  </form>`;

const charge = (purchase: Purchase) =>
  html`<body>
    <header><span class="name">Approve charge</span></header>
    <main>
      <h1>Shopbell asks for a one-time charge</h1>
      <dl style="max-width: 360px">
        <dt>${purchase.name}</dt>
        <dd>${purchase.price} ${purchase.currency}</dd>
        <dt class="all">Due now</dt>
        <dd class="all">${purchase.price} ${purchase.currency}</dd>
      </dl>
      <p class="quiet">
        ${
          purchase.test
            ? "A test charge: nothing is paid."
            : "It would be on the store's next invoice. In the sandbox no money moves."
        }
      </p>
      ${
        purchase.status === "PENDING"
          ? html`<div class="row">
              ${choice(purchase, "approve", "Approve", "main")}${choice(purchase, "decline", "Decline", "")}
            </div>`
          : html`<p>${STATES[purchase.status]}</p>`
      }
    </main>
  </body>`;

/** The address after the decision: the app in the admin, with the charge's id appended as Shopify does. */
export function backInto({ id, returnUrl }: Pick<Purchase, "id" | "returnUrl">): string {
  const { pathname, searchParams } = new URL(returnUrl);
  searchParams.set("charge_id", id);
  const path = pathname.replace(/^.*\/apps\/[^/]+/, "");
  return `/sandbox/admin?${new URLSearchParams({ path: `${path}?${searchParams.toString()}` }).toString()}`;
}

/** `GET /sandbox/store/charges/:id`: Shopify's approval page for app charges. */
export function chargePage(scene: Scene): Router {
  const router = express.Router();
  router.get("/store/charges/:id", (request, response, next) => {
    const purchase = scene.store.purchases.find(({ id }) => id === request.params.id);
    if (!purchase) return next();
    response.set("Cache-Control", "no-store").send(page("Approve charge", ["store.css"], charge(purchase)));
  });
  return router;
}
