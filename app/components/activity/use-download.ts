import { text } from "#text/en.ts";
import { useAction, type ActionResponse } from "../browser/use-action.ts";

/**
 * Requests a signed download address and opens it: the browser's download continues when the page is left.
 * @param action the route that signs the address
 */
export function useDownload(onStarted?: () => void, action = "/app/activity/export") {
  return useAction<ActionResponse & { address: string }>({
    action,
    said: text.activity.export.started,
    onDone: ({ address }) => {
      download(address);
      onStarted?.();
    },
  });
}

function download(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}
