import { html, type Html } from "../../html.ts";
import { cartOf } from "../actions/cart.ts";
import { sold } from "../catalog.ts";
import { amount, priceOf, SHIPPING, subtotal, total } from "../ledger.ts";
import type { Customer, StoreState } from "../state.ts";
import { act } from "./form.ts";

/** The cart with buttons for quantities. */
export function cartLines(store: StoreState, customer: Customer, back: string): Html {
  const { lines } = cartOf(store, customer.id);
  const change = (variantId: string, quantity: number, label: string) =>
    act(`customers/${customer.id}/cart`, label, back, { variantId, quantity }, "step");
  return html`<ul class="lines">
      ${lines.map((line) => {
        const { variantId, quantity } = line;
        const { product, variant } = sold(variantId);
        return html`<li>
          <span>${product.title}<small>${variant.title}</small></span>
          <span class="amount"
            >${change(variantId, quantity - 1, "−")}<b>${quantity}</b>${change(variantId, quantity + 1, "+")}</span
          >
          <span class="price">$${amount(priceOf(line) * quantity)}</span>
        </li>`;
      })}
    </ul>
    <dl>
      <dt>Goods</dt>
      <dd>$${amount(subtotal(lines))}</dd>
      <dt>Shipping</dt>
      <dd>$${amount(SHIPPING)}</dd>
      <dt class="all">Total</dt>
      <dd class="all">$${amount(total(lines))}</dd>
    </dl>`;
}
