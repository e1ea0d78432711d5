import { changedTopics, liveTopics, type LiveTopic, type ChangeTokens } from "#core/operations/live-topics.ts";

/** Polling interval while clients listen. */
const LOOK_EVERY_MS = 1_500;
/** Maximum listeners; a new one evicts the oldest. */
const SEATS = 500;
/** Maximum listeners per shop; a new one evicts the shop's oldest. */
const SEATS_OF_A_SHOP = 50;

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

export interface LiveSubscription {
  /** Reads the change tokens of installed shops; leaves uninstalled ones out. */
  readPulses: (shopIds: readonly string[]) => Promise<ReadonlyMap<string, ChangeTokens>>;
  /** Calls `look` repeatedly until stopped; must not keep the process alive. */
  repeat: (look: () => Promise<void>, everyMs: number) => () => void;
  onTrouble: (error: unknown) => void;
}

interface Seat {
  shopId: string;
  listener: Listener;
  isNew: boolean;
}

/** Polls once for all listeners, and not at all without listeners. */
export function createLiveHub({ readPulses, repeat, onTrouble }: LiveSubscription): LiveHub {
  const seats = new Set<Seat>();
  let known: ReadonlyMap<string, ChangeTokens> = new Map();
  let stop: (() => void) | null = null;

  async function look(): Promise<void> {
    const asked = new Set([...seats].map(({ shopId }) => shopId));
    const now = await readPulses([...asked]).catch((error: unknown) => {
      onTrouble(error);
      return null;
    });
    if (!now) return;
    const before = known;
    known = now;
    for (const seat of seats) {
      const pulse = now.get(seat.shopId);
      if (!pulse) {
        if (asked.has(seat.shopId)) leave(seat);
        continue;
      }
      // Changes between the page's load and this poll were not observed.
      const topics = seat.isNew ? liveTopics : changedTopics(before.get(seat.shopId), pulse);
      seat.isNew = false;
      if (topics.length > 0) seat.listener.changed(topics);
    }
  }

  function leave(seat: Seat): void {
    seats.delete(seat);
    seat.listener.over();
    if (seats.size === 0) rest();
  }

  function makeRoomFor(shopId: string): void {
    const theirs = [...seats].filter((seat) => seat.shopId === shopId);
    const [oldest] = theirs.length >= SEATS_OF_A_SHOP ? theirs : seats.size >= SEATS ? seats : [];
    if (oldest) leave(oldest);
  }

  function rest(): void {
    stop?.();
    stop = null;
    known = new Map();
  }

  return {
    listen(shopId, listener) {
      const seat = { shopId, listener, isNew: true };
      makeRoomFor(shopId);
      seats.add(seat);
      stop ??= repeat(look, LOOK_EVERY_MS);
      return () => {
        seats.delete(seat);
        if (seats.size === 0) rest();
      };
    },
    close() {
      const leaving = [...seats];
      seats.clear();
      rest();
      for (const { listener } of leaving) listener.over();
    },
  };
}
