/** Remix requests a page's data at an address that ends in `.data`. */
const isPageData = (address: string): boolean => new URL(address, window.location.origin).pathname.endsWith(".data");

/**
 * Buffers Remix's data responses. If a page is left while its response streams, Remix logs an unreadable response as
 * an error.
 */
export function bufferResponses(): void {
  const ask = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const answer = await ask(input, init);
    if (!answer.body || !isPageData(input instanceof Request ? input.url : String(input))) return answer;
    const { status, statusText, headers } = answer;
    return new Response(await answer.arrayBuffer(), { status, statusText, headers });
  };
}
