/** Disclosures as they are written, whatever the engine. */
import type { ControlTransaction, DisclosureBatch } from './port/index.ts';

/** Appends them in a transaction, with the sets of fields that they name and that are not known yet. */
export async function appendDisclosures(
  transaction: ControlTransaction,
  { rows, fields }: DisclosureBatch,
): Promise<void> {
  for (const [id, names] of Object.entries(fields))
    if (!(await transaction.get('disclosed_fields', { id })))
      await transaction.insert('disclosed_fields', { id, fields: names });
  for (const row of rows) await transaction.insert('disclosure', row);
}
