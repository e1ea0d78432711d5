import express, { type Router } from "express";
import { html, page, type Html } from "../../html.ts";
import type { Scene } from "../../scene.ts";
import { products, type Product } from "../catalog.ts";
import { openCheckout, fullName } from "../find.ts";
import type { Customer } from "../state.ts";
import { appBlock } from "../proxy/app-block.ts";
import { address, views, type View } from "./address.ts";
import { backOffice } from "./back-office.ts";
import { checkoutPage } from "./checkout.ts";
import { newCustomer } from "./customer-form.ts";
import { productPage } from "./product.ts";
import { shopfront } from "./shopfront.ts";
import { welcome } from "./welcome.ts";

const viewOf = (asked: unknown): View => views.find((view) => view === asked) ?? "shop";

function header(scene: Scene, customer: Customer | undefined, view: View): Html {
  return html`<header>
    <a class="name" href="${address(customer)}">${scene.store.shop.name}</a>
    ${
      customer &&
      view !== "office" &&
      html`<span class="who"
          >Shopping as <b>${fullName(customer)}</b> · ${customer.address.city},
          ${customer.address.provinceCode ?? customer.address.countryCode}</span
        ><a href="/sandbox/store">Leave the store</a>`
    }
    <a class="office" href="${view === "office" ? address(customer) : address(customer, "office")}"
      >${view === "office" ? "To the shopfront" : "Back office"}</a
    >
  </header>`;
}

function content(scene: Scene, customer: Customer | undefined, view: View, product: Product | undefined): Html {
  if (view === "office") return backOffice(scene, customer);
  if (view === "new") return newCustomer();
  if (!customer) return welcome(scene.store);
  if (view === "product" && product) return productPage(scene.store, customer, product);
  return view === "checkout" && openCheckout(scene.store, customer.id)
    ? checkoutPage(scene.store, customer)
    : html`${shopfront(scene.store, customer)}${appBlock(scene)}`;
}

/** `GET /sandbox/store?customer=<id>&view=shop|checkout|office|new`: the store for its customers and its merchant. */
export function storePages(scene: Scene): Router {
  const router = express.Router();
  router.get("/store", (request, response) => {
    const view = viewOf(request.query.view);
    const customer = scene.store.customers.find(({ id }) => id === request.query.customer);
    const product = view === "product" ? products.find(({ id }) => id === request.query.product) : undefined;
    const pixel = scene.store.webPixel ? JSON.stringify(scene.store.webPixel.settings) : "";
    const { problem } = request.query;
    const body = html`<body
      data-shopper="${customer?.phone ?? ""}"
      data-pixel="${pixel}"
      data-product="${product?.id ?? ""}"
    >
      ${header(scene, customer, view)}
      ${typeof problem === "string" && html`<p class="problem" role="alert">${problem}</p>`}
      ${content(scene, customer, view, product)}
    </body>`;
    response
      .set("Cache-Control", "no-store")
      .send(
        page(
          scene.store.shop.name,
          ["store.css", "opt-in-form.css", "store.js", "opt-in-form.js", "pixel-host.js"],
          body,
        ),
      );
  });
  return router;
}
