import { topicReaders } from "./normalize.ts";
import { isOwnTopic } from "./topics/own-events.ts";

/** Every topic that the app subscribes to, as Shopify's header spells it. */
export const storeTopics: readonly string[] = topicReaders
  .flatMap(({ topics }) => topics.filter((topic) => !isOwnTopic(topic)))
  .toSorted();
