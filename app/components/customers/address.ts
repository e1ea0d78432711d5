import type { CustomerFilter, CustomerSort } from "#core/customers/listing.ts";
import type { TimelineKind } from "#core/customers/timeline.ts";

const withQuery = (path: string, query: Record<string, string | undefined>): string => {
  const parameters = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  return parameters.size > 0 ? `${path}?${parameters.toString()}` : path;
};

/** Search, filters, order and page of the list of customers. */
export interface CustomersQuery extends CustomerFilter {
  search?: string | undefined;
  sort?: CustomerSort | undefined;
  newer?: string | undefined;
  older?: string | undefined;
}

export const customersAddress = ({ search, consent, tag, sort, newer, older }: CustomersQuery = {}): string =>
  withQuery("/app/customers", { search, consent, tag, sort: sort === "newest" ? undefined : sort, newer, older });

/** The address of the numbers beside the list's filters. */
export const customerCountsAddress = ({ search, consent, tag }: CustomersQuery): string =>
  withQuery("/app/customers/counts", { search, consent, tag });

/** Filter and page of a timeline. */
export interface TimelineAddressQuery {
  kind?: TimelineKind | undefined;
  routine?: "show" | undefined;
  newer?: string | undefined;
  older?: string | undefined;
}

export const customerAddress = (id: string, { kind, routine, newer, older }: TimelineAddressQuery = {}): string =>
  withQuery(`/app/customers/${id}`, { kind, routine, newer, older });
