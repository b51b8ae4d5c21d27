/**
 * Argon2id, and no more of it at once than the machine can bear (`reliability` S-02). Hashing runs beside the event loop; without a bound,
 * a storm of sign-ins would take every thread and all memory.
 */
import { hash, verify } from '@node-rs/argon2';
import { SaidError } from '../strings/index.ts';

/** OWASP's second choice: 19 MiB, two passes, one lane. About 14 ms. */
const ARGON2ID = {
  /** `Algorithm.Argon2id`; the constant of a declared enum cannot be imported under isolatedModules. */
  algorithm: 2,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} as const;

const AT_ONCE_MAX = 2;
/** About three seconds of work; who comes later is told to come again. */
const WAITING_MAX = 400;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE_MAX) {
    if (waiting.length >= WAITING_MAX) throw new SaidError('busy', 'tooManySignIns');
    await new Promise<void>((go) => {
      waiting.push(go);
    });
  } else running++;
  try {
    return await work();
  } finally {
    // The place is handed on, not given up, so that nobody slips in between.
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

/** One form for what can be typed in several (`reliability` S-03). */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}

/** Throws `busy` when too many wait. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normalisePassword(password), ARGON2ID));
}

/** The hash of a random text that nobody knows, made with the same cost: what unknown names are compared with. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$YQilk1YtNKmAb6+gB+LExg$JVUnOUzqj7plXD+7/49908PWvYIqtsnHWotxjScEeRk';

/**
 * Whether the password is the one. Costs the same where there is none to compare with, so that time does not tell who exists. Throws `busy`
 * when too many wait.
 */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const isRight = await inTurn(() => verify(passwordHash ?? NOBODY, normalisePassword(password)));
  return isRight && passwordHash !== undefined;
}
