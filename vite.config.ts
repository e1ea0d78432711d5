import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";
import remixConfig from "./remix.config.js";

/** One file for all icons, which are some hundred bytes each. */
const chunkOf = (id: string): string | undefined => (id.includes("/@shopify/polaris-icons/") ? "icons" : undefined);

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [remix(remixConfig)],
  // The server side awaits at the top level of modules; browsers get what Shopify's admin supports.
  build: {
    target: isSsrBuild ? "node22" : "es2022",
    // A page loads few files: a request costs a browser more than the few bytes that another page needs.
    rollupOptions: isSsrBuild ? {} : { output: { manualChunks: chunkOf, experimentalMinChunkSize: 8_000 } },
  },
  ssr: { noExternal: ["@shopify/shopify-app-remix"] },
  // Named up front, or the first cold page load optimises half-way and runs two Reacts.
  optimizeDeps: {
    include: [
      "react",
      "react/jsx-runtime",
      "react/jsx-dev-runtime",
      "react-dom/client",
      "@remix-run/react",
      "@shopify/polaris",
      "@shopify/shopify-app-remix/react",
    ],
  },
}));
