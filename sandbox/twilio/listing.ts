/** A part of a list, as a request asks for it. */
function cut<Row>(rows: readonly Row[], query: URLSearchParams) {
  const size = Math.min(Math.max(Number(query.get("PageSize") ?? 50) || 50, 1), 1000);
  const number = Math.max(Number(query.get("Page") ?? 0) || 0, 0);
  const start = number * size;
  const address = (path: string, at: number) => {
    const params = new URLSearchParams(query);
    params.set("PageSize", String(size));
    params.set("Page", String(at));
    return `${path}?${params.toString()}`;
  };
  return { rows: rows.slice(start, start + size), number, size, start, address, hasNext: start + size < rows.length };
}

/** One page of a list in the form of the API 2010-04-01. */
export function v2010Page<Key extends string, Row>(
  key: Key,
  all: readonly Row[],
  query: URLSearchParams,
  path: string,
  show: (row: Row) => object,
) {
  const { rows, number, size, start, address, hasNext } = cut(all, query);
  return {
    ...({ [key]: rows.map(show) } as Record<Key, object[]>),
    page: number,
    page_size: size,
    start,
    end: start + Math.max(rows.length - 1, 0),
    uri: address(path, number),
    first_page_uri: address(path, 0),
    previous_page_uri: number > 0 ? address(path, number - 1) : null,
    next_page_uri: hasNext ? address(path, number + 1) : null,
  };
}

/** One page of a list in the form of Twilio's newer APIs. */
export function v1Page<Row>(
  key: string,
  all: readonly Row[],
  query: URLSearchParams,
  url: string,
  show: (row: Row) => object,
) {
  const { rows, number, size, address, hasNext } = cut(all, query);
  return {
    [key]: rows.map(show),
    meta: {
      key,
      page: number,
      page_size: size,
      url: address(url, number),
      first_page_url: address(url, 0),
      previous_page_url: number > 0 ? address(url, number - 1) : null,
      next_page_url: hasNext ? address(url, number + 1) : null,
    },
  };
}
