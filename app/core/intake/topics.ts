import { readers } from "./index.ts";
import { isOwn } from "./own.ts";

/** Every topic that the app subscribes to, as Shopify's header spells it. */
export const storeTopics: readonly string[] = readers
  .flatMap(({ topics }) => topics.filter((topic) => !isOwn(topic)))
  .toSorted();
