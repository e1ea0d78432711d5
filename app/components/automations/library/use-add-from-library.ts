import { useNavigate } from "@remix-run/react";
import { useAction, type ActionResponse } from "#components/browser/use-action.ts";
import { useSwitch } from "../use-switch.ts";

interface Drafted extends ActionResponse {
  automationId: string;
}

/** Creates a draft from a template, or turns the template on at once. */
export function useAddFromLibrary({ key, name }: { key: string; name: string }) {
  const navigate = useNavigate();
  const draft = useAction<Drafted>({ onDone: ({ automationId }) => navigate(`/app/automations/${automationId}/edit`) });
  const { wanted, submit } = useSwitch(name);
  return {
    busy: draft.busy || wanted !== null,
    use: () => draft.act({}),
    turnOn: () => submit({ intent: "take", libraryKey: key }),
  };
}
