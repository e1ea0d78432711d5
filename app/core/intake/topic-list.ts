import { readers } from "./normalize.ts";
import { isOwn } from "./topics/own-events.ts";

/** Every topic that the app subscribes to, as Shopify's header spells it. */
export const storeTopics: readonly string[] = readers
  .flatMap(({ topics }) => topics.filter((topic) => !isOwn(topic)))
  .toSorted();
