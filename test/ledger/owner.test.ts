/** What the token of a person is sent, and what an audience without a field is sent. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createApplication, createConnection } from '../../src/directory/index.ts';
import type { FixedTokens } from '../../src/access/index.ts';
import { whoReceived } from '../../src/ledger/index.ts';
import { SHARE_EVERYTHING } from '../../src/directory/index.ts';
import { LedgerServer } from './ledger-server.ts';
import { afterAll } from 'vitest';

const server = new LedgerServer();
const fixedTokens = new Map<string, NonNullable<ReturnType<FixedTokens['get']>>>();
const ALWAYS = { from: new Date(0), to: new Date('9999-01-01') };
let districtId: string;
let student: string;

beforeAll(async () => {
  server.open();
  const district = await server.smallDistrict();
  districtId = district.id;
  student = (await district.list('student'))[0]?.id ?? '';
  for (const [token, tier] of [
    ['full', 'secure_sync'],
    ['basic', 'sso'],
  ] as const) {
    const { id: applicationId } = await createApplication(server.acting, { name: token, tier });
    await createConnection(server.acting, { districtId, applicationId });
    fixedTokens.set(token, { districtId, applicationId, person: { type: 'student', id: student } });
  }
  await server.start({ fixedTokens });
});
afterAll(() => server.close());

async function fieldsSentTo(applicationId: string): Promise<readonly string[]> {
  const found = await whoReceived(server.store, { districtId, type: 'student', id: student }, ALWAYS);
  return found.find(({ application }) => application === applicationId)?.fields['student'] ?? [];
}

describe('the token of a person', () => {
  it.each(['full', 'basic'])('is noted with the fields that its tier is told: %s', async (token) => {
    const answer = await server.as(token).get('/me');
    expect(answer.status).toBe(200);
    const sent = Object.keys((answer.json() as { readonly data: object }).data);
    await server.disclosures('');
    const fields = await fieldsSentTo(fixedTokens.get(token)?.applicationId ?? '');
    for (const name of sent.filter((field) => !['district', 'type', 'authorized_by'].includes(field)))
      expect(fields).toContain(name);
    expect(fields.includes('dob')).toBe(token === 'full');
    for (const withheld of ['frl_status', 'iep_status']) expect(fields).not.toContain(withheld);
  });
});

describe('an audience without a field', () => {
  it('is noted without it', async () => {
    const reader = await server.reader(districtId, { ...SHARE_EVERYTHING, refused: { student: ['dob'] } });
    const answer = await reader.caller.get(`/v1.1/students/${student}`);
    expect(answer.text).not.toContain('"dob"');
    await server.disclosures('');
    const fields = await fieldsSentTo(reader.applicationId);
    expect(fields).toContain('name');
    expect(fields).not.toContain('dob');
  });
});
