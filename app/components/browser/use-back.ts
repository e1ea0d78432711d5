import { useNavigate } from "@remix-run/react";

/** How many pages of the app lie behind this one, as Remix counts them in the browser's history. */
const pagesBehind = (): number => (window.history.state as { idx?: number } | null)?.idx ?? 0;

/** The way back to the page one came from, as it was narrowed down; for who came straight here, to the page above. */
export function useBack(above: string, content: string) {
  const navigate = useNavigate();
  return { content, onAction: () => (pagesBehind() > 0 ? navigate(-1) : navigate(above)) };
}
