import { expect, inject, it } from 'vitest';
import { hunt, renderFailure } from './hunt.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Set by `npm run canary`. */
    readonly canary?: { readonly requests: number; readonly seed: number };
  }
}

const { requests, seed } = inject('canary') ?? { requests: 2_000, seed: 20_261_125 };

/** `auth-and-sharing` 18: 11, 14, 16, 18, 21, 22, 23; see hunt.ts. */
it(
  `shows no token more than it may see, and all of that, in ${requests} requests`,
  { timeout: 24 * 3_600_000 },
  async () => {
    const found = await hunt({ requests, seed });
    expect(renderFailure(found)).toBe('');
    expect(found.requests).toBeGreaterThanOrEqual(requests);
    console.info(
      `${found.requests} requests, ${found.tokens} tokens, ${found.worlds} worlds: nothing leaked`,
    );
  },
);
