/** Search and page of a segment's members, and the search for customers to add. */
export interface SegmentQuery {
  search?: string | undefined;
  find?: string | undefined;
  newer?: string | undefined;
  older?: string | undefined;
}

export function segmentAddress(id: string, query: SegmentQuery = {}): string {
  const parameters = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  return parameters.size > 0 ? `/app/segments/${id}?${parameters.toString()}` : `/app/segments/${id}`;
}
