import { changedTopics, liveTopics, type LiveTopic, type ChangeTokens } from "#core/operations/live-topics.ts";

/** Polling interval while clients listen. */
const POLL_INTERVAL_MS = 1_500;
/** Maximum listeners; a new one evicts the oldest. */
const MAX_LISTENERS = 500;
/** Maximum listeners per shop; a new one evicts the shop's oldest. */
const MAX_LISTENERS_PER_SHOP = 50;

interface Listener {
  changed(topics: readonly LiveTopic[]): void;
  /** The subscription ended: shutdown, or eviction. */
  over(): void;
}

/** Notifies a shop's open pages of changed topics; the pages reload the data. */
export interface LiveHub {
  /** @returns unsubscribe */
  listen(shopId: string, listener: Listener): () => void;
  close(): void;
}

export interface LiveHubOptions {
  /** Reads the change tokens of installed shops; leaves uninstalled ones out. */
  readPulses: (shopIds: readonly string[]) => Promise<ReadonlyMap<string, ChangeTokens>>;
  /** Calls `look` repeatedly until stopped; must not keep the process alive. */
  repeat: (poll: () => Promise<void>, everyMs: number) => () => void;
  onTrouble: (error: unknown) => void;
}

interface Subscription {
  shopId: string;
  listener: Listener;
  isNew: boolean;
}

/** Polls once for all listeners, and not at all without listeners. */
export function createLiveHub({ readPulses, repeat, onTrouble }: LiveHubOptions): LiveHub {
  const subscriptions = new Set<Subscription>();
  let known: ReadonlyMap<string, ChangeTokens> = new Map();
  let stop: (() => void) | null = null;

  async function poll(): Promise<void> {
    const polledShops = new Set([...subscriptions].map(({ shopId }) => shopId));
    const now = await readPulses([...polledShops]).catch((error: unknown) => {
      onTrouble(error);
      return null;
    });
    if (!now) return;
    const before = known;
    known = now;
    for (const subscription of subscriptions) {
      const tokens = now.get(subscription.shopId);
      if (!tokens) {
        if (polledShops.has(subscription.shopId)) evict(subscription);
        continue;
      }
      // Changes between the page's load and this poll were not observed.
      const topics = subscription.isNew ? liveTopics : changedTopics(before.get(subscription.shopId), tokens);
      subscription.isNew = false;
      if (topics.length > 0) subscription.listener.changed(topics);
    }
  }

  function evict(subscription: Subscription): void {
    subscriptions.delete(subscription);
    subscription.listener.over();
    if (subscriptions.size === 0) stopPolling();
  }

  function evictIfFull(shopId: string): void {
    const shopSubscriptions = [...subscriptions].filter((subscription) => subscription.shopId === shopId);
    const [oldest] =
      shopSubscriptions.length >= MAX_LISTENERS_PER_SHOP
        ? shopSubscriptions
        : subscriptions.size >= MAX_LISTENERS
          ? subscriptions
          : [];
    if (oldest) evict(oldest);
  }

  function stopPolling(): void {
    stop?.();
    stop = null;
    known = new Map();
  }

  return {
    listen(shopId, listener) {
      const subscription = { shopId, listener, isNew: true };
      evictIfFull(shopId);
      subscriptions.add(subscription);
      stop ??= repeat(poll, POLL_INTERVAL_MS);
      return () => {
        subscriptions.delete(subscription);
        if (subscriptions.size === 0) stopPolling();
      };
    },
    close() {
      const closing = [...subscriptions];
      subscriptions.clear();
      stopPolling();
      for (const { listener } of closing) listener.over();
    },
  };
}
