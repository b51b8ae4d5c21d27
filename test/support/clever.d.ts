/** The parts of the `clever` 0.11 client that the suite uses; the package brings no types. */
declare module 'clever' {
  type Callback<Result> = (
    error: (Error & { readonly body?: unknown }) | null | undefined,
    result: Result,
  ) => void;

  interface Resource {
    get(path: string): unknown;
  }

  interface Query {
    where(path: string, value?: unknown): Query;
    equals(value: unknown): Query;
    exists(value?: boolean): Query;
    exists(path: string, value?: boolean): Query;
    in(path: string, values: readonly unknown[]): Query;
    regex(path: string, pattern: string): Query;
    limit(limit: number): Query;
    starting_after(id: string): Query;
    ending_before(id: string): Query;
    count(): Query;
    exec<Result>(callback: Callback<Result>): void;
    stream(): NodeJS.ReadableStream;
    readonly links?: readonly { readonly rel: string; readonly uri: string }[];
  }

  interface ResourceClass {
    path: string;
    new (...args: never[]): Resource;
    find(callback: Callback<Resource[]>): void;
    find(conditions: object, callback: Callback<Resource[]>): void;
    find(conditions?: object): Query;
    findOne(callback: Callback<Resource | undefined>): void;
    findOne(conditions: object, callback: Callback<Resource | undefined>): void;
    findOne(conditions?: object): Query;
    findById(id: string, callback: Callback<Resource | undefined>): void;
    findById(id: string): Query;
  }

  interface Clever {
    readonly District: ResourceClass;
    readonly School: ResourceClass;
    readonly Section: ResourceClass;
    readonly Student: ResourceClass;
    readonly Teacher: ResourceClass;
    readonly Event: ResourceClass;
  }

  export default function clever(auth: { readonly token: string }, urlBase: string): Clever;
}
