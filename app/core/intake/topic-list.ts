import { topicReaders } from "./normalize.ts";
import { isOwnTopic } from "./topics/own-events.ts";

/** Every store topic that the app subscribes to, spelled as in the `X-Shopify-Topic` header. */
export const storeTopics: readonly string[] = topicReaders
  .flatMap(({ topics }) => topics.filter((topic) => !isOwnTopic(topic)))
  .toSorted();
