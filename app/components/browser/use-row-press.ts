import { useNavigate } from "@remix-run/react";

/**
 * Navigates on a press anywhere in a table row. Polaris finds a row's primary link on the render after a hover, which
 * touch lacks: on a narrow screen the first tap would do nothing.
 * @param narrow on wide screens Polaris' own way stays, which supports new tabs
 */
export function useRowPress(narrow: boolean): (url: string | null) => { onClick?: () => void } {
  const navigate = useNavigate();
  return (url) => (narrow && url ? { onClick: () => navigate(url) } : {});
}
