import { useNavigation } from "@remix-run/react";
import { useEffect } from "react";
import { showLoading } from "./app-bridge.ts";

/** Shows the store admin's progress bar during navigation. */
export function useLoadingBar(): void {
  const { state } = useNavigation();
  useEffect(() => showLoading(state !== "idle"), [state]);
}
