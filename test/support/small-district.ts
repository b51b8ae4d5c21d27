import { expect } from 'vitest';
import type { Caller } from './caller.ts';
import { useRosterFolder } from './fixtures.ts';
import { useHub, type ConnectedDistrict, type Hub } from './hub.ts';

export interface SmallDistrict {
  readonly id: string;
  readonly caller: Caller;
}

/** A server with the first day of the small sample district, for the tests of one file. */
export const useSmallDistrict = (): (() => SmallDistrict) => {
  const rosters = useRosterFolder();
  let district: ConnectedDistrict | undefined;
  const hub: Hub = useHub(async (fresh) => {
    district = await fresh.connectedDistrict('Harbor Point');
    const admin = ['--district', district.id, '--email', 'office@harbor.example.org'];
    await fresh.create('id', 'district', 'admin', 'add', ...admin);
    const folder = await rosters.sample('clever-small/day1');
    const outcome = await fresh.run('import', folder, '--district', district.id, '--json');
    expect(outcome.code, outcome.stderr).toBe(0);
    await fresh.start();
  });
  return () => {
    if (district === undefined) throw new Error('The small district is not there yet.');
    return { id: district.id, caller: hub.as(district.token) };
  };
};
