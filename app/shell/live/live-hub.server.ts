import { changedTopics, liveTopics, type LiveTopic, type ChangeTokens } from "#core/operations/live-topics.ts";

/** How often the database is asked while somebody listens. */
const LOOK_EVERY_MS = 1_500;
/** More listeners than this share the oldest one's seat: it is asked to come back. */
const SEATS = 500;
/** One shop's staff leave room for others: more of theirs than this share their own oldest one's seat. */
const SEATS_OF_A_SHOP = 50;

interface Listener {
  changed(topics: readonly LiveTopic[]): void;
  /** Nothing more comes: the process ends, or its seat is needed. */
  over(): void;
}

/** Tells who looks at a shop's pages that something has changed; they read for themselves what it is. */
export interface LiveHub {
  /** @returns takes the listener away again */
  listen(shopId: string, listener: Listener): () => void;
  close(): void;
}

export interface LiveSubscription {
  /** Of those that have the app: a shop that is left out has it no more. */
  readPulses: (shopIds: readonly string[]) => Promise<ReadonlyMap<string, ChangeTokens>>;
  /** Calls again and again until it is stopped; never what keeps the process alive. */
  repeat: (look: () => Promise<void>, everyMs: number) => () => void;
  onTrouble: (error: unknown) => void;
}

interface Seat {
  shopId: string;
  listener: Listener;
  isNew: boolean;
}

/** One watcher for all who listen, at rest while nobody does. */
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
      // Between a page's reading and this look nobody watched for it.
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
