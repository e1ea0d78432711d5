import { html, type Html } from "../../html.ts";
import type { Scene } from "../../scene.ts";
import { collections, products } from "../catalog.ts";
import { customerOf, fullName } from "../find.ts";
import type { Customer, Discount } from "../state.ts";
import { address } from "./address.ts";
import { customerPart } from "./customer-part.ts";
import { act } from "./form.ts";
import { orderTable } from "./order-table.ts";
import { subscriptionTable } from "./subscription.ts";
import { productTable } from "./product-table.ts";

function discountTable({ store }: Scene): Html {
  if (store.discounts.length === 0) return html`<p class="quiet">No app has made a code yet.</p>`;
  const customerNames = (ids: readonly string[] | null) =>
    ids?.map((id) => customerOf(store, id).firstName).join(", ") ?? "everyone";
  return html`<div class="wide">
    <table>
      <thead>
        <tr>
          <th>Code</th>
          <th>Title</th>
          <th>Worth</th>
          <th>Terms</th>
          <th>For</th>
        </tr>
      </thead>
      <tbody>
        ${store.discounts.toReversed().map(
          ({ code, title, worth, onlyFor, moreCodes = [], ...terms }) =>
            html`<tr>
              <td>${code}${moreCodes.length > 0 ? ` and ${moreCodes.length} more` : ""}</td>
              <td>${title}</td>
              <td>${worth}</td>
              <td>${termsOf(terms)}</td>
              <td>${customerNames(onlyFor)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Formats what else holds for a code. */
function termsOf({
  holdsFor = [],
  minimumSubtotal,
  combinesWith = [],
}: Pick<Discount, "holdsFor" | "minimumSubtotal" | "combinesWith">): string {
  const titles = holdsFor.map((gid) => [...products, ...collections].find(({ id }) => gid.endsWith(`/${id}`))?.title);
  return [
    titles.join(", "),
    minimumSubtotal ? `from ${minimumSubtotal}` : "",
    combinesWith.length > 0 ? `with ${combinesWith.map((name) => name.replace("Discounts", "")).join(", ")}` : "",
  ]
    .filter(Boolean)
    .join("; ");
}

/** The merchant's page: orders, customers, products and the app. */
export function backOffice(scene: Scene, customer: Customer | undefined): Html {
  const { store, tokens } = scene;
  const back = address(customer, "office");
  return html`<main class="office">
    <h1>Back office</h1>
    <h2>Orders</h2>
    ${orderTable(scene, back)}
    <h2>Discount codes</h2>
    ${discountTable(scene)}
    <h2>Customers</h2>
    <p class="chips">
      ${store.customers.map(
        (one) =>
          html`<a href="${address(one, "office")}" ${one === customer && html`aria-current="true"`}
            >${fullName(one)}</a
          >`,
      )}
    </p>
    ${customer ? customerPart(customer, back) : html`<p class="quiet">Choose one, to tag or to change them.</p>`}
    <h2>Products</h2>
    ${productTable(store, back)}
    <h2>App subscriptions</h2>
    ${subscriptionTable(scene, back)}
    <h2>Apps</h2>
    ${
      tokens.removed
        ? html`<p class="quiet">Shopbell was uninstalled; the admin can install it again.</p>`
        : html`<div class="row"><span>Shopbell</span>${act("uninstall", "Uninstall", back, {}, "danger")}</div>`
    }
  </main>`;
}
