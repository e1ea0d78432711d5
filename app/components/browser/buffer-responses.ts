/** As Remix names the address of a page's data. */
const isPageData = (address: string): boolean => new URL(address, window.location.origin).pathname.endsWith(".data");

/**
 * Pages' data is handed to Remix once all of it is there. Handed over while it still comes in, Remix takes a page
 * that is left just then for an answer that cannot be read, and complains of it in the console.
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
