import { isOwn } from "#core/customers/addresses.ts";
import type { CustomerRecord } from "#core/customers/record.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { lockCustomers, lockWithMerged } from "#shell/repositories/customers/customers.server.ts";

/**
 * Everything that a shop keeps one person as: the account, the guests with its own addresses, and the customers merged
 * with it. Locks them.
 * @param named.addresses numbers and e-mail addresses that name the person
 */
export async function findFamily(
  sql: Sql,
  shopId: string,
  named: { shopifyId: string | null; addresses: string[] },
): Promise<{ customers: Map<string, CustomerRecord>; own: string[] }> {
  const found = await lockCustomers(sql, [{ shopId, id: null, ...named }]);
  const first = found.filter(
    ({ shopifyId }) => named.shopifyId === null || shopifyId === null || shopifyId === named.shopifyId,
  );
  const family = await lockWithMerged(
    sql,
    first.map(({ id }) => id),
  );
  const own = family.flatMap(({ addresses }) => addresses.filter(isOwn).map(({ address }) => address));
  const guests = (await lockCustomers(sql, [{ shopId, id: null, shopifyId: null, addresses: own }])).filter(
    ({ shopifyId }) => shopifyId === null,
  );
  return { customers: new Map([...family, ...guests].map((customer) => [customer.id, customer])), own };
}
