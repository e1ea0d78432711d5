/** A recent event with its customer, as template data, and its label. */
export interface ShownSample {
  label: string;
  values: Record<string, unknown>;
  /** The customer's IANA time zone. */
  timezone?: string;
  /** The time of rendering, as an ISO instant; by default now. */
  now?: string;
}
