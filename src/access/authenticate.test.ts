import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStore, type Store } from '../store/index.ts';
import { Authenticator } from './authenticate.ts';
import { deriveDistrictToken, hashToken } from './tokens.ts';

const id = (digit: string) => digit.repeat(24);
const CREATED = '2026-09-01T00:00:00.000Z';
const connectionId = id('c');
const token = deriveDistrictToken(Buffer.alloc(32, 1), { connectionId, version: 1 });
const header = `Bearer ${token}`;

let folder: string;
let store: Store;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollbook-authenticate-'));
  store = openSqliteStore({ folder });
  await store.control.write(async (transaction) => {
    await transaction.insert('application', {
      id: id('a'),
      name: 'An application',
      clientId: 'client',
      redirectUris: [],
      userTypes: [],
      scopes: ['read:sis'],
      tier: 'secure_sync',
      isPublic: false,
      autoApprove: true,
      takenFields: {},
      safetyThreshold: false,
      state: 'enabled',
      created: CREATED,
    });
    await transaction.insert('connection', {
      id: connectionId,
      districtId: id('d'),
      applicationId: id('a'),
      state: 'connected',
      scopes: ['read:sis'],
      sharing: { share: { kind: 'none' }, refused: {}, granted: [], leak_hidden_ids: false },
      audienceId: id('b'),
      tokenVersion: 1,
      tokenHash: hashToken(token),
      created: CREATED,
    });
  });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a caller that was found', () => {
  it('is remembered until something was committed', async () => {
    const authenticator = new Authenticator({ store, sessionIdleMs: 60_000 });
    const principal = await authenticator.authenticate(header);
    expect(authenticator.recall(header)).toBe(principal);
    authenticator.forget();
    expect(authenticator.recall(header)).toBeUndefined();
  });

  it('is not remembered where something was committed while it was looked for', async () => {
    const authenticator = new Authenticator({ store, sessionIdleMs: 60_000 });
    const found = authenticator.authenticate(header);
    authenticator.forget();
    expect(await found).toMatchObject({ kind: 'district', districtId: id('d') });
    expect(authenticator.recall(header)).toBeUndefined();
  });
});
