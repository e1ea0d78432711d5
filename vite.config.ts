import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";
import remixConfig from "./remix.config.js";

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [remix(remixConfig)],
  // The server side awaits at the top level of modules; browsers get what Shopify's admin supports.
  build: { target: isSsrBuild ? "node22" : "es2022" },
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
