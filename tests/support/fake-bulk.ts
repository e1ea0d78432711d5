import type { ImportResource } from "#core/intake/import/resources.ts";
import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { BulkApi, BulkOperation, ImportedObjects } from "#shell/shopify/admin-api.server.ts";

type Files = { [R in ImportResource]: (ImportedObjects[R] | null)[] };

const STARTED = Temporal.Instant.from("2026-03-02T15:00:00Z");

/** Bulk operations that end as they are told to. Without `opens`, the store has granted no session. */
export function fakeBulk() {
  const asked: { id: string; resource: ImportResource; since: Instant | null }[] = [];
  const files: Files = { customers: [], orders: [], checkouts: [] };
  let answer: ((operation: (typeof asked)[number]) => BulkOperation | OutwardFailure) | null = null;
  let onRead: (resource: ImportResource, position: number) => void = () => {};
  const api: BulkApi = {
    start: async (_domain, resource, since) => {
      if (!answer) return { kind: "retry", code: "no_session", detail: "the shop has granted no offline session yet" };
      const id = `gid://shopify/BulkOperation/${asked.length + 1}`;
      asked.push({ id, resource, since });
      return { kind: "answered", id, startedAt: STARTED };
    },
    find: async (_domain, id) => {
      const operation = asked.find((each) => each.id === id);
      const found = operation && answer ? answer(operation) : ({ state: "gone" } as const);
      return "kind" in found ? found : { kind: "answered", operation: found };
    },
    read: async function* (resource, _url, skip) {
      for (const [index, object] of files[resource].entries()) {
        onRead(resource, index);
        if (index >= skip) yield object as never;
      }
    },
  };
  return {
    api,
    /** The scopes that the store has granted. */
    scopes: new Set<string>(),
    asked,
    files,
    /** How operations that are looked at stand. */
    answers: (say: NonNullable<typeof answer>) => (answer = say),
    /** All operations complete. */
    opens: () =>
      (answer = ({ resource }) => ({ state: "completed", total: files[resource].length, url: `file:${resource}` })),
    /** Called before each object of a file is handed out; an exception ends the reading. */
    beforeEach: (say: typeof onRead) => (onRead = say),
  };
}
