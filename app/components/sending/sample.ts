/** A recent event with its customer, as templates know them, under a name that a person knows it by. */
export interface ShownSample {
  label: string;
  values: Record<string, unknown>;
  /** IANA zone of the customer. */
  timezone?: string;
  /** The time to write the text at, as an ISO instant; now without it. */
  now?: string;
}

/** Where short links in texts begin, and the hosts whose links become such. */
export interface LinkPlaces {
  base: string;
  hosts: readonly string[];
}
