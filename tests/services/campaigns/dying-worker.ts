/** A pool whose connections fail each statement once `count` is above nothing, as those of a process that was killed. */
export function dyingAfter<P extends object>(pool: P, count: () => number): P {
  const alive = <F extends (...args: never[]) => unknown>(run: F, self: unknown) =>
    ((...args: never[]) => {
      if (count() > 0) throw new Error("the worker was killed");
      return run.apply(self, args);
    }) as F;
  return new Proxy(pool, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (name === "query" && typeof value === "function") return alive(value as never, target);
      if (name === "connect" && typeof value === "function")
        return async () => {
          const client = await (value as () => Promise<object>).call(target);
          return new Proxy(client, {
            get: (inner, key) => {
              const found: unknown = Reflect.get(inner, key);
              if (typeof found !== "function") return found;
              return key === "query"
                ? mortal(found as never, inner, count)
                : (found as (...a: never[]) => unknown).bind(inner);
            },
          });
        };
      return typeof value === "function" ? (value as (...a: never[]) => unknown).bind(target) : value;
    },
  });
}

/** A rollback still reaches the server: it ends the transaction of a connection that is gone. */
const mortal =
  (run: (...args: unknown[]) => unknown, self: object, count: () => number) =>
  (...args: unknown[]): unknown => {
    const isRollback = args[0] === "ROLLBACK";
    if (!isRollback && count() > 0) throw new Error("the worker was killed");
    return run.apply(self, args);
  };
