import express, { type Router } from "express";
import { html, page, type Html } from "../../html.ts";
import type { Scene } from "../../scene.ts";
import { balanceUsed, type subscriptionDeeds } from "../actions/subscription.ts";
import { subscriptionsOf } from "../find.ts";
import type { BillingFault, Subscription } from "../state.ts";
import { act } from "./form.ts";

const offered: Record<Subscription["status"], readonly (typeof subscriptionDeeds)[number][]> = {
  PENDING: ["expire"],
  ACTIVE: ["freeze", "cancel"],
  FROZEN: ["unfreeze", "cancel"],
  DECLINED: [],
  EXPIRED: [],
  CANCELLED: [],
};
const labels = { expire: "Let it expire", freeze: "Freeze", unfreeze: "Unfreeze", cancel: "Cancel" };

const FAULTS: Record<BillingFault, string> = {
  none: "Charges go through",
  lost: "Charges go through, and their answers are lost",
  refused: "Charges are refused",
};

function approval(subscription: Subscription): Html {
  const { id, name, terms, cappedAmount, askedCap, currency, test } = subscription;
  const back = `/sandbox/store/subscriptions/${id}`;
  const isOpen = subscription.status === "PENDING" || askedCap !== null;
  return html`<body>
    <header><span class="name">Approve subscription</span></header>
    <main>
      <h1>${askedCap === null ? "Shopbell asks for usage charges" : "Shopbell asks for a higher limit"}</h1>
      <dl style="max-width: 360px">
        <dt>${name}</dt>
        <dd>${terms}</dd>
        <dt class="all">At most, every 30 days</dt>
        <dd class="all">${askedCap ?? cappedAmount} ${currency}</dd>
      </dl>
      <p class="quiet">
        ${
          test
            ? "Test charges: nothing is paid."
            : "Charges would be on the store's next invoice. In the sandbox no money moves."
        }
      </p>
      ${
        isOpen
          ? html`<div class="row">
              ${act(`subscriptions/${id}/approve`, "Approve", back, {}, "main")}${act(`subscriptions/${id}/decline`, "Decline", back)}
            </div>`
          : html`<p>This is decided: ${subscription.status.toLowerCase()}.</p>`
      }
    </main>
  </body>`;
}

/** The app's subscriptions in the back office, and what Shopify can do to them. */
export function subscriptionTable({ store, now }: Scene, back: string): Html {
  const all = subscriptionsOf(store);
  if (all.length === 0) return html`<p class="quiet">No app has asked for a subscription yet.</p>`;
  return html`<div class="wide">
      <table>
        <thead>
          <tr>
            <th>Subscription</th>
            <th>State</th>
            <th>Charged</th>
            <th></th>
          </tr>
        </thead>
        <tbody>
          ${all.toReversed().map(
            (one) =>
              html`<tr>
                <td><a href="/sandbox/store/subscriptions/${one.id}">${one.name}</a></td>
                <td>${one.status.toLowerCase()}</td>
                <td>${balanceUsed(one, now()).toFixed(2)} of ${one.cappedAmount} ${one.currency}</td>
                <td class="row">
                  ${offered[one.status].map((deed) =>
                    act(`subscriptions/${one.id}/turn`, labels[deed], back, { deed }),
                  )}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="quiet">${FAULTS[store.billingFault ?? "none"]}.</p>
    <div class="row">
      ${(Object.keys(FAULTS) as BillingFault[])
        .filter((fault) => fault !== (store.billingFault ?? "none"))
        .map((fault) => act("billing-fault", FAULTS[fault], back, { fault }))}
    </div>`;
}

/** `GET /sandbox/store/subscriptions/:id`: Shopify's approval page for usage charges. */
export function subscriptionPage(scene: Scene): Router {
  const router = express.Router();
  router.get("/store/subscriptions/:id", (request, response, next) => {
    const subscription = subscriptionsOf(scene.store).find(({ id }) => id === request.params.id);
    if (!subscription) return next();
    response.set("Cache-Control", "no-store").send(page("Approve subscription", ["store.css"], approval(subscription)));
  });
  return router;
}
