import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { html, type Html } from "../../html.ts";
import type { Product } from "../catalog.ts";
import type { Customer, StoreState } from "../state.ts";
import { address } from "./address.ts";
import { consentBox } from "./consent-box.ts";
import { ware } from "./shopfront.ts";

const PIXEL = new URL("../../../extensions/browse-pixel/src/tell-views.ts", import.meta.url);

/** The script of the app's web pixel, as a browser runs it. */
export const pixelScript = (): string => stripTypeScriptTypes(readFileSync(PIXEL, "utf8"));

/** The page of one product. */
export const productPage = (store: StoreState, customer: Customer, product: Product): Html =>
  html`<main class="split">
    <ul class="wares">
      ${ware(store, customer, product)}
    </ul>
    <aside>
      <p><a href="${address(customer)}">All products</a></p>
      <p class="quiet">
        ${
          store.webPixel
            ? "The app’s web pixel runs on this page: the visitor allows analytics and marketing."
            : "No web pixel runs on this page: browsing is off in the app’s settings."
        }
      </p>
      <h2>Texts</h2>
      ${consentBox(customer, address(customer))}
    </aside>
  </main>`;
