/** What people call a record, read from the record alone; it may be anything that a file said. */
type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const wordsOf = (values: readonly unknown[]): string =>
  values.filter((word) => typeof word === 'string' && word !== '').join(' ');

/** `Mabel Underwood`, `North School`; else what tells the record from others. Empty where nothing does. */
export function nameOf(value: unknown): string {
  if (!isObject(value)) return '';
  const record = isObject(value['data']) ? value['data'] : value;
  const { name } = record;
  if (isObject(name)) return wordsOf([name['first'], name['middle'], name['last']]);
  return wordsOf([
    [name, record['sis_id'], record['id'], record['rel']].find((word) => typeof word === 'string'),
  ]);
}

/** The name of the record with this id, where one of these answers holds it. */
export function nameIn(answers: readonly unknown[], id: string): string | undefined {
  for (const answer of answers) {
    if (!isObject(answer)) continue;
    const records = Array.isArray(answer['data']) ? (answer['data'] as readonly unknown[]) : [answer['data']];
    const found = records
      .map((one) => (isObject(one) && isObject(one['data']) ? one['data'] : one))
      .find((one) => isObject(one) && one['id'] === id);
    if (found !== undefined) return nameOf(found);
  }
  return undefined;
}
