/**
 * Operating errors: things that are expected to go wrong. Each has a stable code, what it means on HTTP and on the command line,
 * and a sentence for whoever meets it. A leaf: imports nothing of ours.
 */
export { type ProblemCode, PROBLEMS, type Severity } from './problem-codes.ts';

/** Exit codes of the CLI; documented in the README. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  unusableFiles: 3,
  held: 4,
  busy: 5,
  notFound: 6,
} as const;

interface ErrorKind {
  readonly status: number;
  readonly exitCode: number;
}

export const ERRORS = {
  bad_request: { status: 400, exitCode: EXIT.usage },
  unauthorized: { status: 401, exitCode: EXIT.failed },
  forbidden: { status: 403, exitCode: EXIT.failed },
  not_found: { status: 404, exitCode: EXIT.notFound },
  limit_too_large: { status: 413, exitCode: EXIT.usage },
  unsupported: { status: 501, exitCode: EXIT.usage },
  busy: { status: 503, exitCode: EXIT.busy },
  sync_running: { status: 409, exitCode: EXIT.busy },
  district_paused: { status: 409, exitCode: EXIT.busy },
  sync_lost_lease: { status: 409, exitCode: EXIT.busy },
  unknown_district: { status: 404, exitCode: EXIT.notFound },
  unknown_application: { status: 404, exitCode: EXIT.notFound },
  unknown_connection: { status: 404, exitCode: EXIT.notFound },
  conflict: { status: 409, exitCode: EXIT.usage },
  already_exists: { status: 409, exitCode: EXIT.usage },
  sandbox_folder: { status: 409, exitCode: EXIT.usage },
  unknown_account: { status: 404, exitCode: EXIT.notFound },
  sign_in_refused: { status: 401, exitCode: EXIT.failed },
  second_factor_required: { status: 403, exitCode: EXIT.failed },
  password_change_required: { status: 403, exitCode: EXIT.failed },
  too_many_attempts: { status: 429, exitCode: EXIT.busy },
  weak_password: { status: 422, exitCode: EXIT.usage },
  setup_done: { status: 409, exitCode: EXIT.usage },
  csrf_refused: { status: 403, exitCode: EXIT.failed },
  invalid_fields: { status: 422, exitCode: EXIT.usage },
  method_not_allowed: { status: 405, exitCode: EXIT.usage },
  unsupported_media_type: { status: 415, exitCode: EXIT.usage },
  key_in_use: { status: 409, exitCode: EXIT.busy },
  key_reused: { status: 409, exitCode: EXIT.usage },
  unreadable_source: { status: 422, exitCode: EXIT.unusableFiles },
  not_staged: { status: 500, exitCode: EXIT.failed },
  ledger_broken: { status: 500, exitCode: EXIT.failed },
  bad_setting: { status: 500, exitCode: EXIT.usage },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERRORS;

export class RollbookError extends Error {
  override readonly name = 'RollbookError';
  readonly code: ErrorCode;

  /** @param message what happened and what to do next; it is shown to callers, so it holds nothing private. */
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  get exitCode(): number {
    return ERRORS[this.code].exitCode;
  }
}
