// Stands in for Shopify's web pixel manager: runs the app's pixel and publishes the page's event.
import { tellViews } from "/sandbox/assets/browse-pixel.js";

const { pixel, product } = document.body.dataset;

const cookies = () => new Map(document.cookie.split("; ").map((part) => part.split(/=(.*)/s)));

if (pixel) {
  const listeners = [];
  tellViews({
    settings: JSON.parse(pixel),
    init: { context: { document: { location: { search: location.search } } } },
    browser: {
      cookie: {
        get: async (name) => cookies().get(name) ?? "",
        // The sandbox has no certificate.
        set: async (cookie) => (document.cookie = cookie.replace("; secure", "")),
      },
    },
    analytics: {
      subscribe: (name, listener) => name === "product_viewed" && listeners.push(listener),
    },
  });
  if (product) for (const listener of listeners) listener({ data: { productVariant: { product: { id: product } } } });
}
