/** The one place of Remix's options; vite.config.ts imports it. @type {import('@remix-run/dev').VitePluginConfig & object} */
export default {
  appDirectory: "app",
  buildDirectory: "build",
  serverModuleFormat: "esm",
  ignoredRouteFiles: ["**/.*"],
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    // Off: a route first met by navigating, while its page was being read anew, could leave the page blank.
    v3_lazyRouteDiscovery: false,
    v3_singleFetch: true,
    unstable_optimizeDeps: true,
  },
};
