/** Disclosures as they are written, whatever the engine. */
import { numberRows, SEALS_BEGAN, sealRows } from './disclosure-seals.ts';
import type { ControlTransaction, DisclosureBatch } from './port/index.ts';

/** Appends and seals them in a transaction, with the sets of fields that they name and that are not known yet. */
export async function appendDisclosures(
  transaction: ControlTransaction,
  { rows: unnumbered, fields, at }: DisclosureBatch,
): Promise<void> {
  for (const [id, names] of Object.entries(fields))
    if (!(await transaction.get('disclosed_fields', { id })))
      await transaction.insert('disclosed_fields', { id, fields: names });
  const [last] = await transaction.find(
    'disclosure_seal',
    {},
    { orderBy: 'number', descending: true, limit: 1 },
  );
  if (!last) await tellUnsealed(transaction, at);
  const rows = numberRows(unnumbered, last);
  for (const row of rows) await transaction.insert('disclosure', row);
  await transaction.insert('disclosure_seal', sealRows(rows, last, at));
}

/** So that none can be added later that looks as if it was older than seals are. */
async function tellUnsealed(transaction: ControlTransaction, at: Date): Promise<void> {
  const rows = await transaction.count('disclosure', {});
  if (rows > 0)
    await transaction.audit({
      ...{ actor: 'system', act: SEALS_BEGAN, subject: 'disclosures', outcome: 'ok', at },
      detail: { unsealed: rows },
    });
}
