import { topicReaders } from "./normalize.ts";

/** Every store topic that the app subscribes to, spelled as in the `X-Shopify-Topic` header. */
export const storeTopics: readonly string[] = topicReaders
  .flatMap(({ topics }) => topics.filter((topic) => !topic.startsWith("shopbell/")))
  .toSorted();
