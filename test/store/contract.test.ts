/** What every engine behind the store port must do. An engine joins by a line in the list of `engines.ts`. */
import { describe } from 'vitest';
import { describeControl } from './control.ts';
import { describeDistricts } from './districts.ts';
import { engines } from './engines.ts';
import { describeItems } from './items.ts';
import { describeLedger } from './ledger.ts';
import { describeLists } from './lists.ts';
import { describeRateLeases } from './rate-leases.ts';
import { describeSync } from './sync.ts';
import { describeWrites } from './write-queue.ts';

for (const engine of engines)
  describe(`a store on ${engine.name}`, () => {
    describeDistricts(engine);
    describeLists(engine);
    describeItems(engine);
    describeSync(engine);
    describeControl(engine);
    describeWrites(engine);
    describeLedger(engine);
    describeRateLeases(engine);
  });
