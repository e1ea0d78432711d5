import { html, type Html } from "../../html.ts";
import { products } from "../catalog.ts";
import { amount } from "../ledger.ts";
import { onShelf } from "../shelf.ts";
import type { StoreState } from "../state.ts";
import { form } from "./form.ts";

function row(store: StoreState, title: string, variant: { id: string; title: string }, back: string): Html {
  const { price, stock } = onShelf(store, variant.id);
  const fields = html`<label
      >$<input
        name="price"
        inputmode="decimal"
        value="${amount(price)}"
        aria-label="Price of ${title}, ${variant.title}"
    /></label>
    <label
      ><input name="stock" type="number" min="0" value="${stock}" aria-label="Stock of ${title}, ${variant.title}" /> in
      stock</label
    >`;
  return html`<tr>
    <td>${title}<small>${variant.title}</small></td>
    <td>${form(`variants/${variant.id}`, "Save", back, fields)}</td>
  </tr>`;
}

/** Prices and stock, editable. */
export const productTable = (store: StoreState, back: string): Html =>
  html`<div class="wide">
    <table class="shelf">
      <tbody>
        ${products.flatMap(({ title, variants }) => variants.map((variant) => row(store, title, variant, back)))}
      </tbody>
    </table>
  </div>`;
