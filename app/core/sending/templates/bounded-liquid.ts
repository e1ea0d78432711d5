import {
  CaseTag,
  Context,
  defaultOperators,
  Drop,
  Liquid,
  Tag,
  Value,
  type Emitter,
  type Arguments,
  type FilterImplOptions,
  type LiquidOptions,
  type Operators,
  type Template,
} from "liquidjs";
import { Amount } from "./amount.ts";
import { LIMITS, TemplateRefused, type RenderMeter } from "./limits.ts";

type Argument = Arguments extends Iterable<infer One> ? One : never;
type TagClass = Liquid["tags"][string];
type Handler = (this: { context: Context }, value: unknown, ...args: unknown[]) => unknown;

/** The tags that would read another file. */
const FILE_TAGS = ["include", "render", "layout", "block"];

/** How deep the tag that is being parsed stands inside others. Parsing is synchronous. */
let tagDepth = 0;

/**
 * A LiquidJS engine in which every tag, filter and operator counts its work in the context's `RenderMeter`, and which
 * refuses tags that read files.
 */
export function boundedLiquid(options: LiquidOptions): Liquid {
  const engine = new Liquid({ ...options, operators: countedOperators });
  for (const [name, tag] of Object.entries(engine.tags))
    engine.registerTag(name, nested(name === "case" ? CountedCase : tag));
  for (const name of FILE_TAGS) engine.registerTag(name, refused(name));
  for (const [name, filter] of Object.entries(engine.filters)) engine.registerFilter(name, counted(filter));
  Object.assign(engine.renderer, { renderTemplates });
  return engine;
}

/** A context that counts what is read, in it and in those that LiquidJS makes for the entries of a list. */
export class CountedContext extends Context {
  override *_getFromScope(
    scope: unknown,
    paths: Parameters<Context["_getFromScope"]>[1],
    strict?: boolean,
  ): IterableIterator<unknown> {
    meterOf(this).step(1 + Math.ceil(paths.length / 2));
    const found = (yield super._getFromScope(scope, paths, strict)) as unknown;
    // A loop copies its list, however few entries it then walks through.
    if (Array.isArray(found)) meterOf(this).step(Math.ceil(found.length / 64));
    return found;
  }

  override push(scope: object): number {
    meterOf(this).step();
    return super.push(scope);
  }

  override spawn(scope: object = {}): Context {
    const meter = meterOf(this);
    meter.step();
    return countedContext(scope, this.globals, this.opts, this.liquid as Liquid, meter);
  }
}

export function countedContext(
  variables: object,
  globals: object,
  options: Context["opts"],
  engine: Liquid,
  meter: RenderMeter,
): CountedContext {
  // LiquidJS types its limiter as a class with private fields, and calls `use` and `check` alone.
  const limiter = meter as unknown as Context["memoryLimit"];
  return new CountedContext(
    variables,
    options,
    { globals, sync: true },
    { memoryLimit: limiter, renderLimit: limiter, liquid: engine },
  );
}

export const meterOf = (context: Context): RenderMeter => context.memoryLimit as unknown as RenderMeter;

/** Whether a value is a record, or a list that holds one. No text can show it. */
export const holdsRecord = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some(holdsRecord)
    : typeof value === "object" && value !== null && !(value instanceof Drop);

/** Joins lists with commas; renders objects, such as line items, as empty. */
export function outputOf(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map(outputOf)
      .filter((part) => part !== "")
      .join(", ");
  if (value instanceof Amount) return value.toString();
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** Collects the output of a template or of a capture. */
class BoundedEmitter implements Emitter {
  buffer = "";
  readonly #meter: RenderMeter;

  constructor(meter: RenderMeter) {
    this.#meter = meter;
  }

  write(written: unknown): void {
    if (typeof written !== "string") this.#meter.pass(written);
    const text = outputOf(written);
    if (this.buffer.length + text.length > LIMITS.output)
      throw new TemplateRefused(`comes out longer than ${LIMITS.output} characters`);
    this.#meter.use(text.length);
    this.buffer += text;
  }
}

/** Renders nodes as LiquidJS does, after counting each with the expressions that it holds. */
function* renderTemplates(
  templates: readonly Template[],
  context: Context,
  emitter: Emitter = new BoundedEmitter(meterOf(context)),
): IterableIterator<unknown> {
  meterOf(context).step();
  for (const template of templates) {
    meterOf(context).step(weightOf(template));
    const written = (yield template.render(context, emitter)) as unknown;
    if (written) emitter.write(written);
    if (context.breakCalled || context.continueCalled) break;
  }
  return emitter.buffer;
}

const weights = new WeakMap<Template, number>();

/** 1, and 1 for each operand of the node's own expressions, those of all its branches included. */
function weightOf(template: Template): number {
  const known = weights.get(template);
  if (known !== undefined) return known;
  let weight = 1;
  for (const argument of (template.arguments?.() ?? []) as Iterable<Argument | undefined>)
    weight += argument instanceof Value ? operandsOf(argument.initial) + argument.filters.length : 1;
  weights.set(template, weight);
  return weight;
}

const operandsOf = (expression: unknown): number => (expression as { postfix: readonly unknown[] }).postfix.length;

/** Counts a filter's arguments before it runs, and its result after. */
export function counted(filter: FilterImplOptions): FilterImplOptions {
  const handler = (typeof filter === "function" ? filter : filter.handler) as Handler;
  return {
    raw: typeof filter !== "function" && filter.raw,
    *handler(this: { context: Context }, value: unknown, ...args: unknown[]) {
      const meter = meterOf(this.context);
      for (const one of [value, ...args]) meter.pass(one);
      // A filter may compare every entry with a list that it is given.
      if (Array.isArray(value)) for (const one of args) if (Array.isArray(one)) meter.step(value.length * one.length);
      const result = (yield handler.call(this, value, ...args)) as unknown;
      meter.pass(result);
      return result;
    },
  };
}

const countedOperators: Operators = Object.fromEntries(
  Object.entries(defaultOperators).map(([name, operator]) => [
    name,
    function* (...operands: unknown[]) {
      const context = operands.at(-1) as Context;
      for (const operand of operands.slice(0, -1)) meterOf(context).pass(operand);
      return (yield (operator as (...operands: unknown[]) => unknown)(...operands)) as unknown;
    } as unknown as Operators[string],
  ]),
);

/** "case" compares without an operator. */
class CountedCase extends CaseTag {
  override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const target = yield this.value.value(context, false);
    if (Array.isArray(target)) for (const _ of this.arguments()) meterOf(context).pass(target);
    return (yield super.render(context, emitter)) as undefined;
  }
}

/** The same tag, which may not stand deeper than the limit. */
const nested = (tag: TagClass): TagClass =>
  new Proxy(tag, {
    construct(target, args, newTarget) {
      if (tagDepth >= LIMITS.tags) throw new TemplateRefused(`nests tags more than ${LIMITS.tags} deep`);
      tagDepth += 1;
      try {
        return Reflect.construct(target, args, newTarget) as object;
      } finally {
        tagDepth -= 1;
      }
    },
  });

/** A tag that no text can use. */
const refused = (name: string): TagClass =>
  class extends Tag {
    constructor(...args: ConstructorParameters<TagClass>) {
      super(args[0], args[1], args[2]);
      throw new TemplateRefused(`cannot use {% ${name} %}, for there are no other templates; write its content here`);
    }
    render(): void {}
  };

const BRACKET = /[[(]/g;

/** @throws TemplateRefused if parsing would take more than work in proportion to the length */
export function assertParsable(source: string): void {
  if (source.length > LIMITS.source) throw new TemplateRefused(`is longer than ${LIMITS.source} characters`);
  if (!/\{[{%]/.test(source)) return;
  if ((source.match(BRACKET)?.length ?? 0) > LIMITS.brackets)
    throw new TemplateRefused(`has more than ${LIMITS.brackets} opening brackets`);
}
