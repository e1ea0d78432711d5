import { Icon, Text } from "@shopify/polaris";
import { PlusIcon } from "@shopify/polaris-icons";
import { Handle, Position, type Node } from "@xyflow/react";
import { memo, type ComponentType, type ReactNode } from "react";
import { stepsAround } from "#core/automations/edit/place.ts";
import { text } from "#text/en.ts";
import { useFlow } from "../flow-context.ts";
import type { Drawn } from "../layout.ts";
import { iconOf, triggerIcon } from "../step-icons.ts";
import { armOf, figuresText, stepSummaryOf, stepTitleOf, positionText } from "../step-words.ts";
import { Card } from "./Card.tsx";
import { StepMenu } from "./StepMenu.tsx";

const words = text.editor;

type DrawnAs<K extends Drawn["kind"]> = Extract<Drawn, { kind: K }>;
export type FlowNode = Node<Record<string, never>, Drawn["kind"]>;
interface Props<K extends Drawn["kind"]> {
  drawn: DrawnAs<K>;
}

/** The handles of the edges. */
const Ends = ({ children }: { children: ReactNode }) => (
  <>
    <Handle type="target" position={Position.Top} isConnectable={false} />
    {children}
    <Handle type="source" position={Position.Bottom} isConnectable={false} />
  </>
);

function TriggerNode({ drawn }: Props<"trigger">) {
  const starts = useFlow((flow) => flow.starts);
  const selected = useFlow((flow) => flow.selected === null);
  const select = useFlow((flow) => flow.select);
  const counts = useFlow((flow) => flow.problemsOf(null));
  return (
    <Ends>
      <Card
        stop={drawn.key}
        icon={triggerIcon}
        title={starts.label}
        summary={starts.tells}
        selected={selected}
        opened={selected}
        counts={counts}
        onSelect={(entering) => select(null, entering)}
      />
    </Ends>
  );
}

function StepNode({ drawn }: Props<"step">) {
  const { step, place } = drawn;
  const summary = useFlow((flow) => stepSummaryOf(step, flow.offeredAt(place)));
  const among = useFlow((flow) => stepsAround(flow.steps, place).length);
  const reached = useFlow((flow) => flow.current === drawn.key);
  const selected = useFlow((flow) => flow.selectedIds.has(step.id));
  const opened = useFlow((flow) => flow.selected === step.id);
  const select = useFlow((flow) => flow.select);
  const extendTo = useFlow((flow) => flow.extendTo);
  const counts = useFlow((flow) => flow.problemsOf(step.id));
  const acts = useFlow((flow) => flow.acts);
  const figures = useFlow((flow) => flow.figures && figuresText(flow.figures[step.id]));
  return (
    <Ends>
      <Card
        stop={drawn.key}
        icon={iconOf(step.type)}
        title={stepTitleOf(step)}
        summary={figures ?? summary ?? words.untold}
        incomplete={figures === null && summary === null}
        note={step.note?.trim()}
        where={words.stepOf(place.at + 1, among)}
        selected={selected}
        opened={opened}
        counts={counts}
        onSelect={(entering) => select(step.id, entering)}
        onExtend={() => extendTo(step.id)}
      >
        {acts && (
          <div className="flow-card-menu nodrag">
            <StepMenu step={step} acts={acts} reached={reached} />
          </div>
        )}
      </Card>
    </Ends>
  );
}

function ArmNode({ drawn }: Props<"arm">) {
  const reached = useFlow((flow) => flow.current === drawn.key);
  const select = useFlow((flow) => flow.select);
  const offered = useFlow((flow) => flow.offeredAt(drawn.place));
  const { name, summary } = armOf(drawn.step, drawn.arm, offered);
  return (
    <Ends>
      <button
        type="button"
        className="flow-arm"
        data-stop={drawn.key}
        tabIndex={reached ? 0 : -1}
        title={summary ?? undefined}
        onClick={({ detail }) => select(drawn.step.id, detail === 0)}
      >
        <Text as="span" variant="bodySm" fontWeight="medium" truncate>
          {name}
        </Text>
        {summary && <span className="flow-arm-tells">{summary}</span>}
        <Text as="span" visuallyHidden>
          {words.arm}
        </Text>
      </button>
    </Ends>
  );
}

function GapNode({ drawn }: Props<"gap">) {
  const { place } = drawn;
  const reached = useFlow((flow) => flow.current === drawn.key);
  const acts = useFlow((flow) => flow.acts);
  const hit = useFlow((flow) => flow.dropAt === drawn.key);
  const dragging = useFlow((flow) => flow.dragging);
  const where = useFlow((flow) => positionText(flow.steps, place, flow.offeredAt(place)));
  return (
    <Ends>
      {acts ? (
        <button
          type="button"
          className="flow-gap"
          data-stop={drawn.key}
          data-target={dragging || undefined}
          data-hit={hit || undefined}
          tabIndex={reached ? 0 : -1}
          aria-label={words.addHere(where)}
          onClick={() => acts.add(place)}
        >
          <Icon source={PlusIcon} />
        </button>
      ) : (
        <span className="flow-dot" />
      )}
    </Ends>
  );
}

const EndNode = ({ drawn }: Props<"end">) => (
  <Ends>
    <span className="flow-end">{drawn.leaves ? words.leaves : words.end}</span>
  </Ends>
);

/** A canvas node carries its key only; the flow context has its content. */
function drawnBy<K extends Drawn["kind"]>(kind: K, Part: ComponentType<Props<K>>) {
  const Drawing = memo(Part) as unknown as ComponentType<Props<K>>;
  const Drawn = memo(({ id }: { id: string }) => {
    const drawn = useFlow((flow) => flow.drawn.get(id));
    return drawn?.kind === kind ? <Drawing drawn={drawn as DrawnAs<K>} /> : null;
  });
  Drawn.displayName = `Drawn(${kind})`;
  return Drawn;
}

export const nodeTypes = {
  trigger: drawnBy("trigger", TriggerNode),
  step: drawnBy("step", StepNode),
  arm: drawnBy("arm", ArmNode),
  gap: drawnBy("gap", GapNode),
  end: drawnBy("end", EndNode),
};
