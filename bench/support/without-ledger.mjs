// The executable with a recorder that notes nothing: what noting costs is the difference. For benchmarks alone.
import { Ledger } from '../../dist/ledger/index.js';

const { disclosures } = new Ledger({ control: undefined, onFault: () => {} });
Object.getPrototypeOf(disclosures).record = () => {};
await import('../../bin/rollbook.js');
