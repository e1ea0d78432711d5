import { Icon, Text } from "@shopify/polaris";
import { PlusIcon } from "@shopify/polaris-icons";
import { Handle, Position, type Node } from "@xyflow/react";
import type { ReactNode } from "react";
import { stepsAround } from "#core/automation/edit/place.ts";
import { text } from "#text/en.ts";
import { useFlow } from "../flow-context.ts";
import type { Drawn } from "../layout.ts";
import { iconOf, triggerIcon } from "../look.ts";
import { armOf, tellOf, titleOf, whereOf } from "../say.ts";
import { Card } from "./Card.tsx";
import { StepMenu } from "./StepMenu.tsx";

const words = text.editor;

type DrawnAs<K extends Drawn["kind"]> = Extract<Drawn, { kind: K }>;
type NodeFor<K extends Drawn["kind"]> = Node<{ drawn: DrawnAs<K> }, K>;
export type FlowNode = { [K in Drawn["kind"]]: NodeFor<K> }[Drawn["kind"]];
interface Props<K extends Drawn["kind"]> {
  data: { drawn: DrawnAs<K> };
}

/** Where lines come in and go out. */
const Ends = ({ children }: { children: ReactNode }) => (
  <>
    <Handle type="target" position={Position.Top} isConnectable={false} />
    {children}
    <Handle type="source" position={Position.Bottom} isConnectable={false} />
  </>
);

function TriggerNode({ data: { drawn } }: Props<"trigger">) {
  const { starts, selected, select, faultsOf } = useFlow();
  return (
    <Ends>
      <Card stop={drawn.key} icon={triggerIcon} title={starts.label} tells={starts.tells} selected={selected === null} faults={faultsOf(null)} onSelect={(entering) => select(null, entering)} />
    </Ends>
  );
}

function StepNode({ data: { drawn } }: Props<"step">) {
  const { steps, current, selected, select, faultsOf, offeredAt, acts } = useFlow();
  const { step, place } = drawn;
  const tells = tellOf(step, offeredAt(place));
  return (
    <Ends>
      <Card
        stop={drawn.key}
        icon={iconOf(step.type)}
        title={titleOf(step)}
        tells={tells ?? words.untold}
        untold={tells === null}
        where={words.stepOf(place.at + 1, stepsAround(steps, place).length)}
        selected={selected === step.id}
        faults={faultsOf(step.id)}
        onSelect={(entering) => select(step.id, entering)}
      >
        {acts && (
          <div className="flow-card-menu nodrag">
            <StepMenu step={step} acts={acts} reached={current === drawn.key} />
          </div>
        )}
      </Card>
    </Ends>
  );
}

function ArmNode({ data: { drawn } }: Props<"arm">) {
  const { current, select, offeredAt } = useFlow();
  const { name, tells } = armOf(drawn.step.type, drawn.arm, offeredAt(drawn.place));
  return (
    <Ends>
      <button
        type="button"
        className="flow-arm"
        data-stop={drawn.key}
        tabIndex={current === drawn.key ? 0 : -1}
        title={tells ?? undefined}
        aria-label={words.arm(name)}
        onClick={({ detail }) => select(drawn.step.id, detail === 0)}
      >
        <Text as="span" variant="bodySm" fontWeight="medium" truncate>
          {name}
        </Text>
      </button>
    </Ends>
  );
}

function GapNode({ data: { drawn } }: Props<"gap">) {
  const { steps, current, acts, dropAt, dragging, offeredAt } = useFlow();
  return (
    <Ends>
      {acts ? (
        <button
          type="button"
          className="flow-gap"
          data-stop={drawn.key}
          data-target={dragging || undefined}
          data-hit={dropAt === drawn.key || undefined}
          tabIndex={current === drawn.key ? 0 : -1}
          aria-label={words.addHere(whereOf(steps, drawn.place, offeredAt(drawn.place)))}
          onClick={() => acts.add(drawn.place)}
        >
          <Icon source={PlusIcon} />
        </button>
      ) : (
        <span className="flow-dot" />
      )}
    </Ends>
  );
}

const EndNode = ({ data: { drawn } }: Props<"end">) => (
  <Ends>
    <span className="flow-end">{drawn.leaves ? words.leaves : words.end}</span>
  </Ends>
);

export const nodeTypes = { trigger: TriggerNode, step: StepNode, arm: ArmNode, gap: GapNode, end: EndNode };
