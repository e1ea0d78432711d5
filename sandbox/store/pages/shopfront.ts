import { Html, html } from "../../html.ts";
import { cartOf } from "../actions/cart.ts";
import { products, type Product } from "../catalog.ts";
import { openCheckout } from "../find.ts";
import { amount } from "../ledger.ts";
import { onShelf } from "../shelf.ts";
import type { Customer, StoreState } from "../state.ts";
import { cartLines } from "./cart-lines.ts";
import { consentBox } from "./consent-box.ts";
import { act } from "./form.ts";
import { address } from "./address.ts";

/** A product with its picture and its buttons. */
export function ware(store: StoreState, customer: Customer, product: Product): Html {
  const inCart = (variantId: string) =>
    cartOf(store, customer.id).lines.find((line) => line.variantId === variantId)?.quantity ?? 0;
  const add = product.variants.map(({ id, title }) => {
    const { price, stock } = onShelf(store, id);
    if (stock === 0) return html`<button disabled>${title} · sold out</button>`;
    return act(`customers/${customer.id}/cart`, `${title} · $${amount(price)}`, address(customer), {
      variantId: id,
      quantity: inCart(id) + 1,
    });
  });
  return html`<li>
    ${new Html(product.picture)}
    <div>
      <b><a href="${address(customer, "product", { product: product.id })}">${product.title}</a></b>
      <p>${product.about}</p>
      <div class="variants">${add}</div>
    </div>
  </li>`;
}

export function shopfront(store: StoreState, customer: Customer): Html {
  const back = address(customer);
  const empty = cartOf(store, customer.id).lines.length === 0;
  const checkoutLabel = openCheckout(store, customer.id) ? "Back to checkout" : "Go to checkout";
  return html`<main class="split">
    <ul class="wares">
      ${products.map((product) => ware(store, customer, product))}
    </ul>
    <aside>
      <h2>Cart</h2>
      ${
        empty
          ? html`<p class="quiet">Nothing in it yet: press a price.</p>`
          : html`${cartLines(store, customer, back)}
            ${act(`customers/${customer.id}/checkout`, checkoutLabel, address(customer, "checkout"), {}, "main")}`
      }
      <h2>Texts</h2>
      ${consentBox(customer, back)}
    </aside>
  </main>`;
}
