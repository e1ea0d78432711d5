/** Attributes of a span; no personal data. */
export type SpanAttributes = Record<string, string | number | undefined>;

/** Spans of this process's work. */
export interface Tracing {
  /** Does the work within a span, which fails as the work does. Without a receiver of traces it only does the work. */
  span<T>(name: string, attributes: SpanAttributes, work: () => Promise<T>): Promise<T>;
  /** Sends what is waiting. */
  close(): Promise<void>;
}

const noTracing: Tracing = { span: (_name, _attributes, work) => work(), close: async () => {} };

/** Does the work within a span of the process, if it traces. */
export const traced = <T>(
  { tracing = noTracing }: { tracing?: Tracing },
  name: string,
  attributes: SpanAttributes,
  work: () => Promise<T>,
): Promise<T> => tracing.span(name, attributes, work);

/**
 * Traces by OTLP/HTTP, if OpenTelemetry's standard variables name a receiver. The packages read the other variables
 * (headers, sampler, resource attributes, batches) themselves, and are loaded only then.
 */
export async function createTracing(source: NodeJS.ProcessEnv = process.env): Promise<Tracing> {
  const receiver = source.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || source.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!receiver || source.OTEL_SDK_DISABLED === "true" || source.OTEL_TRACES_EXPORTER === "none") return noTracing;
  const [{ OTLPTraceExporter }, { BasicTracerProvider, BatchSpanProcessor }, resources] = await Promise.all([
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/sdk-trace-base"),
    import("@opentelemetry/resources"),
  ]);
  const { defaultResource, detectResources, envDetector, resourceFromAttributes } = resources;
  const provider = new BasicTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ "service.name": "shopbell" }))
      // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const tracer = provider.getTracer("shopbell");
  return {
    async span(name, attributes, work) {
      const span = tracer.startSpan(name, { attributes });
      try {
        return await work();
      } catch (error) {
        // The message of an error may quote rows: its kind alone is reported.
        span.setStatus({ code: ERROR, message: error instanceof Error ? error.name : "error" });
        throw error;
      } finally {
        span.end();
      }
    },
    close: () => provider.shutdown(),
  };
}

/** `SpanStatusCode.ERROR` of OpenTelemetry's API. */
const ERROR = 2;
