import { useNavigate } from "@remix-run/react";

/** Remix counts the app's history entries in `history.state.idx`. */
const pagesBehind = (): number => (window.history.state as { idx?: number } | null)?.idx ?? 0;

/** The back action to the previous page with its filters; after a direct visit, to the parent page. */
export function useBack(above: string, content: string) {
  const navigate = useNavigate();
  return { content, onAction: () => (pagesBehind() > 0 ? navigate(-1) : navigate(above)) };
}
