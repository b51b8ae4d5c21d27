import { type ErrorCode, RollbookError } from '../errors/index.ts';
import { fill, type Values } from './fill.ts';
import { PAGE_STRINGS } from './pages.ts';
import type { PageKey } from './types.ts';

/** An error whose sentence is in the catalogue: in English for logs, the command line and the API; pages say it in the reader's language. */
export class SaidError extends RollbookError {
  readonly key: PageKey;
  readonly values: Values;

  constructor(code: ErrorCode, key: PageKey, values: Values = {}) {
    super(code, fill(PAGE_STRINGS.en[key], values));
    this.key = key;
    this.values = values;
  }
}
