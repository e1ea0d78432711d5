import { useNavigate } from "@remix-run/react";

/**
 * Opens a page by a press anywhere on a row of a list. A table heeds the primary link of a row only once that has
 * been drawn again, which a pointer above it brings about and a finger does not: on a narrow screen the first tap
 * would do nothing.
 * @param narrow elsewhere the table's own way stays, which knows a new tab
 */
export function useRowPress(narrow: boolean): (url: string | null) => { onClick?: () => void } {
  const navigate = useNavigate();
  return (url) => (narrow && url ? { onClick: () => navigate(url) } : {});
}
