/** Errors of the admin API (RFC 9457): what happened, what to do next, and under which id to ask. */
import type { FastifyError, FastifyReply } from 'fastify';
import { TooManyAttempts } from '../../accounts/index.ts';
import { type ErrorCode, ERRORS, RollbookError } from '../../errors/index.ts';

import { renderJson } from './json.ts';

interface FieldError {
  /** A JSON pointer into the body, or `?name` of the query. */
  readonly pointer: string;
  readonly detail: string;
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly FieldError[];
}

function titleOf(code: string): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function problem(
  code: ErrorCode | 'internal',
  { status, detail, requestId }: { status: number; detail: string; requestId: string },
): Problem {
  return { type: `urn:rollbook:problem:${code}`, title: titleOf(code), status, detail, instance: requestId };
}

type Validation = NonNullable<FastifyError['validation']>[number];

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function fieldError({ instancePath, keyword, params, message }: Validation, context: string): FieldError {
  const { missingProperty, additionalProperty, allowedValues } = params as Readonly<Record<string, unknown>>;
  const named = missingProperty ?? additionalProperty;
  const pointer = typeof named === 'string' ? `${instancePath}/${escapePointer(named)}` : instancePath;
  const detail =
    keyword === 'required'
      ? 'It is missing.'
      : keyword === 'additionalProperties'
        ? 'There is no such field.'
        : keyword === 'enum' && Array.isArray(allowedValues)
          ? `It is one of ${allowedValues.join(', ')}.`
          : `It ${message ?? 'cannot be used'}.`;
  return { pointer: context === 'querystring' ? `?${pointer.slice(1)}` : pointer, detail };
}

/** What the framework refuses before a handler sees it. */
const FRAMEWORK: Readonly<Record<string, { readonly code: ErrorCode; readonly detail: string }>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'unsupported_media_type',
    detail: 'Send JSON, with the header "Content-Type: application/json".',
  },
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'limit_too_large',
    detail: 'The body is too large. Send less at once.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    code: 'bad_request',
    detail: 'The body is empty. Send a JSON object, or leave the Content-Type header out.',
  },
};

/** The problem that an error is told as; undefined where it was not foreseen. */
export function problemOf(error: FastifyError | RollbookError, requestId: string): Problem | undefined {
  if (error instanceof RollbookError)
    return problem(error.code, { status: error.status, detail: error.message, requestId });
  if (error.validation) {
    const context = error.validationContext ?? 'body';
    const errors = error.validation.map((one) => fieldError(one, context));
    const detail = 'Some fields cannot be used; "errors" names each. Correct them and send again.';
    return {
      ...problem('invalid_fields', { status: ERRORS.invalid_fields.status, detail, requestId }),
      errors,
    };
  }
  const known = FRAMEWORK[error.code];
  if (known)
    return problem(known.code, { status: ERRORS[known.code].status, detail: known.detail, requestId });
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return problem('bad_request', {
      status: ERRORS.bad_request.status,
      detail: 'The request cannot be read. Send a JSON object.',
      requestId,
    });
  return undefined;
}

export function sendProblem(reply: FastifyReply, error: FastifyError | RollbookError, requestId: string) {
  const found =
    problemOf(error, requestId) ??
    problem('internal', {
      status: 500,
      detail: `The server failed to answer. Tell its operator the request id ${requestId}.`,
      requestId,
    });
  if (error instanceof TooManyAttempts) void reply.header('Retry-After', String(error.retryAfterSeconds));
  return reply
    .code(found.status)
    .header('Content-Type', 'application/problem+json; charset=utf-8')
    .send(renderJson(found));
}
