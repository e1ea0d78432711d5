declare const types: unique symbol;

/** A GraphQL document of the Admin API, with the types of its variables and of the data that answers it. */
export interface AdminDocument<Data, Variables> {
  readonly name: string;
  readonly text: string;
  readonly [types]?: (variables: Variables) => Data;
}
