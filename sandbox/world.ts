import express, { type Router } from "express";
import { admin } from "./admin/admin.ts";
import { assets } from "./assets.ts";
import { readBody } from "./click.ts";
import { clockApi } from "./clock/api.ts";
import { deskPages } from "./desk/desk.ts";
import { startOverApi } from "./desk/start-over.ts";
import { guard } from "./guard.ts";
import { hookPages } from "./hooks/page.ts";
import { mailboxPages } from "./mailbox/page.ts";
import { phoneApi } from "./phone/api.ts";
import { adminApi } from "./shopify/admin-api.ts";
import type { Scene } from "./scene.ts";
import { sendersApi } from "./senders/api.ts";
import { sendersPage } from "./senders/page.ts";
import { stage } from "./stage.ts";
import { storeApi } from "./store/api.ts";
import { chargePage } from "./store/pages/charge.ts";
import { subscriptionPage } from "./store/pages/subscription.ts";
import { appProxy } from "./store/proxy/app-proxy.ts";
import { storePages } from "./store/pages/store.ts";
import { twilioApi } from "./twilio/api.ts";
import { webhooksApi } from "./webhooks/api.ts";
import type { WorldOptions } from "./world-options.ts";

export type { WorldOptions } from "./world-options.ts";

/**
 * The simulated world around the app, all on loopback: mount the router at `/sandbox`, and the proxy at `PROXY_PATH`.
 * - `/` the desk, `/admin` Shopify's admin, `/token`, `/app-bridge.js`, `/store` the store
 * - `/mailbox` the customers' emails, `/hooks` the app's requests to third parties, `/hooks/in` their receiver
 * - `/senders` the subaccounts, numbers and verifications at Twilio
 * - `/api/...` every action of these pages; see each part's api.ts
 * - `/shopify/:shop/admin/...` the Admin API, `/twilio/...` Twilio's APIs
 * `scene` is the running sandbox behind the router.
 */
export async function createWorld(
  options: WorldOptions,
): Promise<{ router: Router; proxy: Router; scene: Scene; close(): Promise<void> }> {
  const { scene, close } = await stage(options);
  const { store, tokens } = scene;
  const router = express.Router();
  router.use("/twilio", scene.twilio.router);
  router.use(
    "/shopify",
    adminApi({
      store,
      tokens,
      app: options,
      appUrl: options.appUrl,
      now: scene.now,
      send: (events) => void scene.send(events),
      changed: scene.changed,
      onGranted: scene.changed,
      bulkTakes: options.bulkTakes,
    }),
  );
  router.use(guard(options.appUrl));
  router.use(scene.catcher.router);
  router.use("/assets", assets());
  router.use("/api", readBody);
  router.use("/api/store", storeApi(scene));
  router.use("/api/webhooks", webhooksApi(scene));
  router.use("/api/phone", phoneApi(scene));
  router.use("/api/clock", clockApi(scene));
  router.use("/api/twilio", twilioApi(scene));
  router.use("/api/twilio", sendersApi(scene));
  router.use("/api/reset", startOverApi(options));
  router.use(deskPages(scene));
  router.use(mailboxPages(scene));
  router.use(hookPages(scene));
  router.use(sendersPage(scene));
  router.use(admin(scene));
  router.use(chargePage(scene));
  router.use(subscriptionPage(scene));
  router.use(storePages(scene));
  return { router, proxy: appProxy(scene), scene, close };
}
