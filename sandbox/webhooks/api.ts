import express, { type Router } from "express";
import { z } from "zod";
import { click } from "../click.ts";
import type { Scene } from "../scene.ts";
import { NotInStoreError } from "../store/find.ts";
import type { Delivery } from "./post-office.ts";

const which = z.object({ id: z.string() });

function known(delivery: Delivery | undefined): Delivery {
  if (!delivery) throw new NotInStoreError("no such delivery is remembered");
  return delivery;
}

/**
 * Under /sandbox/api/webhooks: `GET /` lists the deliveries with bodies; `POST /:id/again` repeats one, `POST
 * /:id/forged` sends it with a wrong signature. `POST /hold` keeps back what the store sends from then on; `POST
 * /deliver-held` delivers it late, `POST /drop-held` never.
 */
export function webhooksApi(scene: Scene): Router {
  const router = express.Router();
  router.get("/", (_request, response) => void response.json(scene.postOffice.deliveries()));
  router.post(
    "/hold",
    click(scene, z.object({}), () => scene.postOffice.hold()),
  );
  router.post(
    "/deliver-held",
    click(scene, z.object({}), () => scene.postOffice.endHold("deliver")),
  );
  router.post(
    "/drop-held",
    click(scene, z.object({}), () => scene.postOffice.endHold("drop")),
  );
  router.post(
    "/:id/again",
    click(scene, which, async ({ id }) => known(await scene.postOffice.again(id))),
  );
  router.post(
    "/:id/forged",
    click(scene, which, async ({ id }) => known(await scene.postOffice.forge(id))),
  );
  return router;
}
