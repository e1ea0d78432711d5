import { conversations } from "../phone/conversations.ts";
import type { Scene } from "../scene.ts";

const DELIVERIES_SHOWN = 60;

/** The desk's data; `version` changes with it. */
export function deskState(scene: Scene) {
  const { store, tokens, twilio, postOffice, options } = scene;
  return {
    version: scene.version(),
    busy: scene.busy(),
    clock: { now: scene.now(), aheadBy: options.clock.aheadBy(), timezone: store.shop.timezone },
    shop: { name: store.shop.name, domain: store.shop.domain },
    removed: tokens.removed,
    fault: twilio.fault()?.fault ?? null,
    bulkFault: store.bulkFault ?? "none",
    conversations: conversations(scene),
    held: postOffice.held(),
    deliveries: postOffice
      .deliveries()
      .slice(-DELIVERIES_SHOWN)
      .toReversed()
      .map(({ body, ...delivery }) => ({ ...delivery, size: body.length })),
  };
}
